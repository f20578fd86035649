import type { SourceItem } from '../../contracts/mail-source';
import { CHANGES, EMAIL_PROPERTIES, EMAILS, FOUND, MAILBOXES, STATE, type JmapEmail } from './jmap-answers';
import { answerTo, type JmapConnection } from './jmap-connection';
import type { JmapCursor } from './jmap-cursor';
import { MethodError } from './jmap-problems';
import { mailboxPlaces, type MailboxPlaces } from './mailbox-places';
import type { MethodAnswer, MethodCall } from './method-calls';

/** Mails to a page: one request lists it, and one that is lost costs little. */
const PAGE = 100;

export interface Listing {
  readonly connection: JmapConnection;
  /** ISO 8601. */
  readonly since: string;
  readonly signal: AbortSignal;
  /** Whether a mail, by its id, was listed and stored in this visit. */
  readonly isStored: (id: string) => boolean;
}

export interface ListedPage {
  readonly items: readonly SourceItem[];
  readonly removed: readonly string[];
  readonly cursor: JmapCursor;
  readonly more: boolean;
  /** The mails of the items, so that fetching them need not ask again. */
  readonly emails: readonly JmapEmail[];
}

/**
 * A page of the mails since a time, newest first. The state is asked for with the first page, before the list, so that what changes meanwhile is
 * among the changes after the last page. New mails come before the anchor, so pages neither skip nor repeat any.
 *
 * @param from null for the first page
 * @throws {MethodError} what the server answers to a method
 */
export async function listSince(
  { connection, since, signal }: Listing,
  from: Extract<JmapCursor, { phase: 'list' }> | null,
): Promise<ListedPage> {
  const { accountId, maxObjectsInGet } = await connection.session(signal);
  const limit = Math.min(PAGE, maxObjectsInGet);
  const sort = [{ property: 'receivedAt', isAscending: false }];
  const filter = { after: inSeconds(Date.parse(since)) };
  const ask = async (part: Readonly<Record<string, unknown>>) => {
    const answers = await connection.ask(
      [
        mailboxCall(accountId),
        ['Email/get', { accountId, ids: [], properties: ['id'] }, 'state'],
        ['Email/query', { accountId, filter, sort, limit, ...part }, 'query'],
        emailCall(accountId, 'emails', 'query', 'Email/query', '/ids'),
      ],
      signal,
    );
    return { answers, found: answerTo('query', answers, FOUND, connection.host) };
  };
  const { answers, found } = await ask(from ? { anchor: from.anchor, anchorOffset: 1 } : {}).catch(
    (error: unknown) => {
      // The mail that the last page ended with was deleted.
      if (!from || !(error instanceof MethodError && error.type === 'anchorNotFound')) throw error;
      return ask({ filter: { ...filter, ...beforeOrAt(from.receivedAt) } });
    },
  );
  const state = from?.state ?? answerTo('state', answers, STATE, connection.host).state;
  const emails = inOrder(found.ids, emailsOf('emails', answers, connection.host));
  const listed = itemsOf(emails, placesOf(answers, connection.host));
  const start = { version: 1, account: accountId, state } as const;
  const anchor = found.ids.at(-1);
  if (anchor === undefined || found.ids.length < Math.min(limit, found.limit ?? limit))
    // After more than one page, something may have come since the state was asked for.
    return { ...listed, removed: [], more: from !== null, cursor: { ...start, phase: 'changes' } };
  const receivedAt = emails.at(-1)?.receivedAt ?? from?.receivedAt ?? null;
  return { ...listed, removed: [], more: true, cursor: { ...start, phase: 'list', anchor, receivedAt } };
}

/**
 * A page of what changed. A mail that is not new but only changed is listed, too, when it lies where it is read and came since `since`: it may have been
 * moved there. Servers do not tell what of it changed.
 *
 * @throws {MethodError} what the server answers to a method; `cannotCalculateChanges` when the cursor is too old
 */
export async function listChanges(
  { connection, since, signal, isStored }: Listing,
  from: JmapCursor,
): Promise<ListedPage> {
  const { accountId, maxObjectsInGet } = await connection.session(signal);
  const maxChanges = Math.min(PAGE, maxObjectsInGet);
  const answers = await connection.ask(
    [
      mailboxCall(accountId),
      ['Email/changes', { accountId, sinceState: from.state, maxChanges }, 'changes'],
      emailCall(accountId, 'created', 'changes', 'Email/changes', '/created'),
      emailCall(accountId, 'updated', 'changes', 'Email/changes', '/updated'),
    ],
    signal,
  );
  const { host } = connection;
  // First of all: where this one is an error, the calls that refer to it are others.
  const { newState, hasMoreChanges, destroyed } = answerTo('changes', answers, CHANGES, host);
  const created = emailsOf('created', answers, host);
  const isNew = new Set(created.map(({ id }) => id));
  const places = placesOf(answers, host);
  const updated = emailsOf('updated', answers, host);
  const isWanted = ({ id, receivedAt }: JmapEmail): boolean =>
    !isNew.has(id) &&
    !isStored(id) &&
    (receivedAt === undefined || Date.parse(receivedAt) >= Date.parse(since));
  const gone = updated.filter((email) => places.of(email) === null).map(({ id }) => id);
  return {
    // One that came while the list was read, but with an earlier time, was on one of its later pages.
    ...itemsOf([...created.filter(({ id }) => !isStored(id)), ...updated.filter(isWanted)], places),
    removed: [...destroyed, ...gone],
    more: hasMoreChanges,
    cursor: { version: 1, account: accountId, phase: 'changes', state: newState },
  };
}

const mailboxCall = (accountId: string): MethodCall => [
  'Mailbox/get',
  { accountId, ids: null, properties: ['id', 'name', 'role', 'parentId'] },
  'mailboxes',
];

/** The mails whose ids an earlier call is answered with. */
const emailCall = (
  accountId: string,
  callId: string,
  resultOf: string,
  name: string,
  path: `/${string}`,
): MethodCall => [
  'Email/get',
  { accountId, '#ids': { resultOf, name, path }, properties: EMAIL_PROPERTIES },
  callId,
];

const placesOf = (answers: readonly MethodAnswer[], host: string): MailboxPlaces =>
  mailboxPlaces(answerTo('mailboxes', answers, MAILBOXES, host).list);

const emailsOf = (callId: string, answers: readonly MethodAnswer[], host: string): readonly JmapEmail[] =>
  answerTo(callId, answers, EMAILS, host).list;

/** Servers may give objects in any order. */
function inOrder(ids: readonly string[], emails: readonly JmapEmail[]): readonly JmapEmail[] {
  const byId = new Map(emails.map((email) => [email.id, email]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function itemsOf(all: readonly JmapEmail[], places: MailboxPlaces): Pick<ListedPage, 'items' | 'emails'> {
  const placed = all.flatMap((email) => {
    const place = places.of(email);
    return place ? [{ email, item: { ref: email.id, ...place, bytes: email.size ?? null } }] : [];
  });
  return { items: placed.map(({ item }) => item), emails: placed.map(({ email }) => email) };
}

/** RFC 8620's UTCDate, which many servers take without fractions only. */
function inSeconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** `before` leaves out what came at that very second. */
function beforeOrAt(receivedAt: string | null): { readonly before?: string } {
  const time = Date.parse(receivedAt ?? '');
  return Number.isNaN(time) ? {} : { before: inSeconds(time + 1000) };
}
