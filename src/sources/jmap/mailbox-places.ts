import type { MailboxRole } from '../../contracts/message';
import type { JmapEmail, JmapMailbox } from './jmap-answers';

/** What lies in these, or below them, is not read. */
const LEFT_OUT = new Set(['drafts', 'junk', 'scheduled', 'templates', 'trash']);

export interface MailPlace {
  readonly role: MailboxRole;
  /** With `/` between folders. */
  readonly folder: string;
}

/** Where the mails of an account lie. */
export interface MailboxPlaces {
  /** Ids of the mailboxes that are not read. */
  readonly leftOut: readonly string[];
  /** Id of the mailbox for drafts; null when there is none. */
  readonly drafts: string | null;
  /** Where a mail lies; null for one that is not to be read: junk, thrown away, or not sent yet. */
  of(email: Pick<JmapEmail, 'mailboxIds' | 'keywords'>): MailPlace | null;
}

/** By the mailboxes of RFC 8621, whose roles are inherited by those below. */
export function mailboxPlaces(mailboxes: readonly JmapMailbox[]): MailboxPlaces {
  const byId = new Map(mailboxes.map((mailbox) => [mailbox.id, mailbox]));
  const places = new Map(mailboxes.map((mailbox) => [mailbox.id, lineOf(mailbox, byId)]));
  const isLeftOut = (id: string): boolean =>
    places.get(id)?.some(({ role }) => LEFT_OUT.has(role ?? '')) ?? false;
  const has = (id: string, role: string): boolean =>
    places.get(id)?.some((mailbox) => mailbox.role === role) ?? false;
  const own = (id: string): string => byId.get(id)?.role ?? '';

  return {
    leftOut: mailboxes.map(({ id }) => id).filter(isLeftOut),
    drafts: mailboxes.find(({ role }) => role === 'drafts')?.id ?? null,
    of({ mailboxIds, keywords }) {
      const ids = Object.keys(mailboxIds).filter((id) => mailboxIds[id] === true);
      if (keywords['$draft'] === true || ids.some(isLeftOut)) return null;
      // "All mail" says nothing of a mail that lies somewhere else, too.
      const chosen =
        ids.find((id) => own(id) === 'inbox') ??
        ids.find((id) => has(id, 'sent')) ??
        ids.find((id) => own(id) !== 'all') ??
        ids[0];
      if (chosen === undefined) return null;
      const folder = (places.get(chosen) ?? []).map(({ name }) => name.replaceAll('/', '∕')).join('/');
      return { role: has(chosen, 'sent') ? 'sent' : 'inbox', folder };
    },
  };
}

/** A mailbox and those above it, the uppermost first. */
function lineOf(mailbox: JmapMailbox, byId: ReadonlyMap<string, JmapMailbox>): readonly JmapMailbox[] {
  const line: JmapMailbox[] = [];
  for (let at: JmapMailbox | undefined = mailbox; at && !line.includes(at);) {
    line.unshift(at);
    at = byId.get(at.parentId ?? '');
  }
  return line;
}
