import type { Retention } from '../../contracts/settings';
import type { History } from '../../history/history';
import type { OwnWork } from '../../history/mail-removal';
import type { MessageOutline } from '../../history/message-outline';
import type { MailChoice, MailCount, RetentionOutcome } from './data-api';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A mail without a date is never old. */
function isOlder({ date }: MessageOutline, days: number, now: number): boolean {
  return date !== null && Date.parse(date) <= now - days * DAY_MS;
}

/** The mails that all conditions hold for; none of them all mail. */
function chosenMail(
  outlines: readonly MessageOutline[],
  { role, olderThanDays, sender }: MailChoice,
  now: number,
): readonly string[] {
  const address = sender?.trim().toLowerCase() ?? '';
  return outlines
    .filter((outline) => role === undefined || outline.role === role)
    .filter((outline) => olderThanDays === undefined || isOlder(outline, olderThanDays, now))
    .filter(({ senderAddress }) => address === '' || isFrom(senderAddress, address))
    .map(({ id }) => id);
}

/** The whole address, or all of a domain: `@example.org` and its subdomains. */
function isFrom(senderAddress: string, address: string): boolean {
  if (!address.startsWith('@')) return senderAddress === address;
  return senderAddress.endsWith(address) || senderAddress.endsWith(`.${address.slice(1)}`);
}

export async function countMail(history: History, choice: MailChoice, now: number): Promise<MailCount> {
  const ids = chosenMail(await history.messages.list(), choice, now);
  const own = await history.removal.ownWork();
  const ownWork: Record<OwnWork, number> = { draft: 0, answer: 0, correction: 0, verdict: 0 };
  for (const id of ids) for (const kind of own.get(id) ?? []) ownWork[kind] += 1;
  return { ids, ownWork };
}

/** What is past the limits; what holds the user's own work apart. */
export async function pastLimits(
  history: History,
  { days, newest }: Retention,
  now: number,
): Promise<{ readonly free: readonly string[]; readonly held: RetentionOutcome['held'] }> {
  if (days === null && newest === null) return { free: [], held: [] };
  const past = new Set<string>();
  for (const role of ['inbox', 'sent'] as const) {
    // Newest first.
    const outlines = await history.messages.list({ role });
    for (const [index, outline] of outlines.entries())
      if ((newest !== null && index >= newest) || (days !== null && isOlder(outline, days, now)))
        past.add(outline.id);
  }
  const own = past.size === 0 ? new Map() : await history.removal.ownWork();
  const held = [...past].filter((id) => own.has(id));
  return { free: [...past].filter((id) => !own.has(id)), held };
}
