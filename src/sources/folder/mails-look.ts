import { fingerprint, FINGERPRINT_LENGTH } from './fingerprint';
import type { MailEntry, MailsPlace } from './find-mailboxes';
import { isMissing, isUnreadable } from './folder-failures';
import type { MailFile } from './folder-node';
import { writeRef } from './item-ref';
import { arrivalTime } from './mail-times';
import { maildirTime } from './maildir';
import type { Page } from './page';
import { readBytes } from './read-mails';

/** Which files of a folder are read. */
export interface MailsState {
  /** Fingerprints of their keys, one after the other. */
  readonly seen: string;
  /** ISO 8601, while the list that began with it has not come to its end. */
  readonly since: string | null;
}

const SLACK_MS = 86_400_000;
/** Headers are shorter, but for what spam filters add. */
const HEADER_BYTES = 32 * 1024;
const NO_TEXT = /\.msg$/iu;

/** Puts the files that are new in a folder on the page, as far as that holds them. `keepsMissing`: files that are not there now may come again. */
export async function lookAtMails(
  place: MailsPlace,
  before: MailsState | null,
  page: Page,
  keepsMissing: boolean,
): Promise<{ readonly state: MailsState; readonly more: boolean }> {
  const since = before ? before.since : page.since;
  const known = new Set(before?.seen.match(PRINTS));
  const marks = place.entries.map((entry) => ({ entry, mark: fingerprint(entry.key) }));
  const seen = new Set(keepsMissing ? known : marks.flatMap(({ mark }) => (known.has(mark) ? mark : [])));
  let more = false;
  for (const { entry, mark } of marks) {
    if (seen.has(mark)) continue;
    if (page.isFull) {
      more = true;
      break;
    }
    page.signal.throwIfAborted();
    if (!(await take(place, entry, since, page))) continue;
    page.countFile();
    seen.add(mark);
  }
  return { state: { seen: [...seen].join(''), since: more ? since : null }, more };
}

const PRINTS = new RegExp(`.{${FINGERPRINT_LENGTH}}`, 'gu');

/** Whether the file need not be looked at again; it is on the page, or too old. */
async function take(place: MailsPlace, entry: MailEntry, since: string | null, page: Page): Promise<boolean> {
  const { key, path, node } = entry;
  const bound = since === null ? -Infinity : Date.parse(since) - SLACK_MS;
  const delivered = place.isMaildir ? maildirTime(key) : null;
  if (delivered !== null && delivered < bound) return true;
  let bytes: number | null = null;
  try {
    const file = await node.getFile();
    // A program has made the file and not written the mail yet.
    if (file.size === 0 || (!place.isMaildir && !(await page.isQuiet(node, file)))) return false;
    if (since !== null && (await isOlder(file, key, delivered, bound))) return true;
    bytes = file.size;
    page.countBytes(bytes);
  } catch (thrown) {
    if (isMissing(thrown)) return false;
    // Fetching it says what is wrong with it.
    if (!isUnreadable(thrown)) throw thrown;
  }
  const ref = writeRef({ kind: 'mail', path, label: place.label, key: place.isMaildir ? key : null });
  page.items.push({ ref, role: place.role, folder: place.label, bytes });
  page.countMails(1);
  return true;
}

/** A file was written no earlier than its mail came, but may have been copied later: then the header tells. */
async function isOlder(
  file: MailFile,
  name: string,
  delivered: number | null,
  bound: number,
): Promise<boolean> {
  if (delivered !== null) return false;
  if (file.lastModified && file.lastModified < bound) return true;
  if (NO_TEXT.test(name)) return false;
  const bytes = await readBytes(file, 0, HEADER_BYTES);
  // Apple Mail's files begin with a line that holds a number.
  const start = /^\d{1,12}[ \t]*\n/u.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 16)))?.[0]
    .length;
  const time = arrivalTime(bytes.subarray(start ?? 0));
  return time !== null && time < bound;
}
