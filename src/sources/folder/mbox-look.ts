import { DesksideError } from '../../contracts/failure';
import { detectFileKind, HEAD_BYTES } from '../../importers/file-kind';
import type { RawMessage } from '../../importers/mail/mbox/mbox-splitter';
import { readMimeTree } from '../../importers/mail/mime/mime-tree';
import { FILE_CHANGED, isUnreadable } from './folder-failures';
import { stretchFingerprint } from './fingerprint';
import type { MboxPlace } from './find-mailboxes';
import type { MailFile } from './folder-node';
import { writeRef } from './item-ref';
import { arrivalTime, isExpunged } from './mail-times';
import { mboxStart } from './mbox-start';
import type { Page } from './page';
import { mailsFrom, readBytes } from './read-mails';

/** How far an mbox is read. */
export interface MboxState {
  /** Of the file when it was looked at. */
  readonly size: number;
  readonly modified: number;
  /** Where the last mail that was taken ends. */
  readonly end: number;
  /** Where it begins. */
  readonly last: number;
  /** Fingerprints of the file's beginning and of both ends of its last mail: they differ once the file was written anew. */
  readonly head: string;
  readonly tail: string;
  /** ISO 8601, while the list that began with it has not come to its end. */
  readonly since: string | null;
  /** Why nothing of the file is read until it changes. */
  readonly skip: 'no-mbox' | 'unreadable' | null;
}

/** Bytes of each stretch that is remembered. */
const STRETCH = 1024;
/** Mails are rarely before the time that a clock a day off, or another time zone, makes of it. */
const SLACK_MS = 86_400_000;
/** A mail whose parts do not end is waited for so long: its program may still be fetching the rest. */
const HALF_MAIL_MS = 600_000;
const LINE_FEED = 0x0a;
const FROM = /^(?:\r?\n)*(?:From |$)/u;

/** Puts what is new in an mbox on the page, as far as that holds it. */
export async function lookAtMbox(
  place: MboxPlace,
  before: MboxState | null,
  page: Page,
): Promise<{ readonly state: MboxState; readonly more: boolean }> {
  const file = await place.node.getFile();
  const isSame = before?.size === file.size && before.modified === modifiedOf(file);
  if (before && isSame && before.since === null && (before.skip !== null || before.end === file.size))
    return { state: before, more: false };
  try {
    const known = before && (await continued(file, before));
    return await readOn(place, file, known ?? (await begun(file, page)), page);
  } catch (thrown) {
    if (!isUnreadable(thrown)) throw thrown;
    const now = await place.node.getFile();
    if (now.size !== file.size || now.lastModified !== file.lastModified)
      throw new DesksideError(FILE_CHANGED, { cause: thrown });
    page.items.push({
      ref: writeRef({ kind: 'unread', path: place.path }),
      ...{ role: place.role, folder: place.label, bytes: file.size },
    });
    return { state: { ...emptyState(file, null), skip: 'unreadable' }, more: false };
  }
}

/** Where to go on; null when the file was written anew, and must be listed anew. */
async function continued(file: MailFile, state: MboxState): Promise<MboxState | null> {
  const { end, last } = state;
  if (state.skip !== null || file.size < end) return null;
  const { head, tail } = await stretchesOf(file, last, end);
  if (head !== state.head || tail !== state.tail) return null;
  const following = new TextDecoder('latin1').decode(await readBytes(file, end, end + STRETCH));
  // Else what was taken for the whole of the last mail was half of it.
  return FROM.test(following) ? state : { ...state, end: last };
}

async function begun(file: MailFile, page: Page): Promise<MboxState> {
  const head = await readBytes(file, 0, HEAD_BYTES);
  if (file.size > 0 && detectFileKind(head) !== 'mbox') return { ...emptyState(file, null), skip: 'no-mbox' };
  const start = await mboxStart(file, Date.parse(page.since) - SLACK_MS);
  return { ...emptyState(file, page.since), end: start, last: start };
}

async function readOn(
  place: MboxPlace,
  file: MailFile,
  from: MboxState,
  page: Page,
): Promise<{ readonly state: MboxState; readonly more: boolean }> {
  if (from.skip !== null) return { state: from, more: false };
  const run = new Run(place, file, page);
  const since = from.since === null ? -Infinity : Date.parse(from.since) - SLACK_MS;
  let { end, last } = from;
  let more = false;
  for await (const mail of mailsFrom(file, end, page.signal)) {
    if (mail.end === file.size && !(await isWhole(place, file, mail, page))) break;
    page.countBytes(mail.end - mail.start);
    const time = from.since === null ? null : arrivalTime(mail.bytes);
    if (!isExpunged(mail.bytes) && (time ?? Infinity) >= since) await run.add(mail);
    [last, end] = [mail.start, mail.end];
    if (page.isFull) {
      more = end < file.size;
      break;
    }
  }
  await run.close();
  const stretches = await stretchesOf(file, last, end);
  const size = { size: file.size, modified: modifiedOf(file) };
  return { state: { ...size, ...stretches, end, last, since: more ? from.since : null, skip: null }, more };
}

/** Gathers mails that stand one after the other into items. */
class Run {
  readonly #place: MboxPlace;
  readonly #file: MailFile;
  readonly #page: Page;
  #start = 0;
  #end = 0;

  constructor(place: MboxPlace, file: MailFile, page: Page) {
    this.#place = place;
    this.#file = file;
    this.#page = page;
  }

  async add({ start, end }: RawMessage): Promise<void> {
    this.#page.countMails(1);
    if (start !== this.#end || end - this.#start > this.#page.limits.itemBytes) {
      await this.close();
      this.#start = start;
    }
    this.#end = end;
  }

  async close(): Promise<void> {
    const [start, end] = [this.#start, this.#end];
    if (start === end) return;
    const { path, label, role } = this.#place;
    const ends = await endsOf(this.#file, start, end);
    const ref = writeRef({ kind: 'mbox', path, label, start, end, ends });
    this.#page.items.push({ ref, role, folder: label, bytes: end - start });
    this.#start = end;
  }
}

/** Fingerprint of both ends of a stretch. */
export async function endsOf(file: MailFile, start: number, end: number): Promise<string> {
  const first = await readBytes(file, start, Math.min(end, start + STRETCH));
  const final = await readBytes(file, Math.max(start, end - STRETCH), end);
  return stretchFingerprint(first) + stretchFingerprint(final);
}

async function stretchesOf(
  file: MailFile,
  last: number,
  end: number,
): Promise<{ head: string; tail: string }> {
  const head = stretchFingerprint(await readBytes(file, 0, Math.min(STRETCH, end)));
  return { head, tail: await endsOf(file, last, end) };
}

/** Whether the mail at the end of the file is there as a whole. */
async function isWhole(place: MboxPlace, file: MailFile, mail: RawMessage, page: Page): Promise<boolean> {
  const seemsHalf = mail.bytes.at(-1) !== LINE_FEED || readMimeTree(mail.bytes).unfinished;
  if (seemsHalf && page.ageOf(file) < HALF_MAIL_MS) return false;
  return page.isQuiet(place.node, file);
}

function emptyState(file: MailFile, since: string | null): MboxState {
  const size = { size: file.size, modified: modifiedOf(file) };
  return { ...size, end: 0, last: 0, head: '', tail: '', since, skip: null };
}

const modifiedOf = (file: MailFile): number => file.lastModified ?? 0;
