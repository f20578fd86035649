import type { SourceRow } from '../../contracts/mail-source';

const DAY_MS = 86_400_000;
/** For clocks that are wrong, and mail that comes late: what is listed twice is found to be here. */
const MARGIN_MS = 2 * DAY_MS;

/**
 * What a list that begins anew goes back to, ISO 8601: as many days as the user set, further where the last look lies further back, and never
 * before the moment at which the user deleted all mail.
 *
 * @param now milliseconds since 1970
 */
export function firstSince(
  { days, addedAt, syncedAt, notBefore }: Pick<SourceRow, 'days' | 'addedAt' | 'syncedAt' | 'notBefore'>,
  now: number,
): string {
  const fromNow = now - days * DAY_MS;
  const fromLast = syncedAt === null ? Date.parse(addedAt) - days * DAY_MS : Date.parse(syncedAt) - MARGIN_MS;
  const earliest = notBefore === null ? 0 : Date.parse(notBefore);
  return new Date(Math.max(earliest, Math.min(fromNow, fromLast))).toISOString();
}
