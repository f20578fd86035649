import { isFromLine } from '../../importers/mail/mbox/from-line';
import type { MailFile } from './folder-node';
import { arrivalTime } from './mail-times';
import { readBytes } from './read-mails';

const DAY_MS = 86_400_000;
/** Smaller files are read whole in less time than it takes to look around in them. */
const WORTH_LOOKING = 4 * 1024 * 1024;
/** The search ends when so few bytes are left to read in vain. */
const CLOSE_ENOUGH = 1024 * 1024;
const SAMPLES = 16;
/** Mails come a little out of order when a server was late or somebody's clock is wrong. */
const OUT_OF_ORDER_MS = 2 * DAY_MS;
const WINDOW = 64 * 1024;
/** Of bytes between two mails; larger ones are not looked over. */
const MOST_LOOKED_OVER = 4 * 1024 * 1024;
const SEPARATOR = /\n\r?\n(From [^\n]*)\n([^\n]*)/gu;

const latin1 = new TextDecoder('latin1');

interface Probe {
  /** Where a mail begins. */
  readonly start: number;
  /** When it came, milliseconds since 1970. */
  readonly time: number;
}

/**
 * Where to begin to read an mbox for the mails since a time (milliseconds since 1970): no mail before it is as new. Mails are appended as they come, so a few
 * looks find the place. 0, the beginning, where the samples are not in order, as in a mailbox that was sorted or put together otherwise.
 */
export async function mboxStart(file: MailFile, since: number): Promise<number> {
  if (file.size < WORTH_LOOKING) return 0;
  const samples: Probe[] = [];
  for (let nth = 1; nth < SAMPLES; nth += 1) {
    const probe = await probeAt(file, Math.floor((file.size * nth) / SAMPLES));
    if (probe) samples.push(probe);
  }
  if (samples.length < SAMPLES / 2 || !areInOrder(samples)) return 0;
  let low = 0;
  let high = file.size;
  for (const { start, time } of samples) {
    if (time < since) low = start;
    else high = Math.min(high, start);
  }
  while (high - low > CLOSE_ENOUGH) {
    const middle = Math.floor((low + high) / 2);
    const probe = await probeAt(file, middle);
    if (probe && probe.start < high && probe.time < since) low = probe.start;
    else high = middle;
  }
  return low;
}

function areInOrder(samples: readonly Probe[]): boolean {
  let latest = -Infinity;
  for (const { time } of samples) {
    if (time < latest - OUT_OF_ORDER_MS) return false;
    latest = Math.max(latest, time);
  }
  return true;
}

/** The first mail with a time that begins after the offset; null when there is none near it. */
async function probeAt(file: MailFile, offset: number): Promise<Probe | null> {
  for (let at = offset; at < Math.min(file.size, offset + MOST_LOOKED_OVER); at += WINDOW) {
    const bytes = await readBytes(file, at, at + 2 * WINDOW);
    for (const { index, 0: found, 1: line = '', 2: next = '' } of latin1.decode(bytes).matchAll(SEPARATOR)) {
      if (!isFromLine(line, next)) continue;
      const lineStart = index + found.indexOf('From ');
      const time = arrivalTime(bytes.subarray(lineStart + line.length + 1));
      if (time !== null) return { start: at + lineStart, time };
    }
  }
  return null;
}
