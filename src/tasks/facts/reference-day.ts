import type { Message } from '../../contracts/message';
import { localTimeOf } from '../classify/deadlines';
import { findDays, type ReferenceDay } from './find-days';

/** As much of a document as may say when it was written. */
const HEAD_CHARS = 600;

/** The day of a mail on its sender's clock; null where the header cannot be read. */
export function dayOfMail({ dateHeader }: Pick<Message, 'dateHeader'>): ReferenceDay | null {
  const sent = localTimeOf(dateHeader);
  if (sent === null) return null;
  const zone = /([+-])(\d{2})(\d{2})\s*(?:\(|$)/u.exec(dateHeader);
  const minutes = zone ? Number(zone[2]) * 60 + Number(zone[3]) : 0;
  const known = zone !== null || /\b(?:GMT|UTC?|Z)\s*$/u.test(dateHeader);
  return {
    day: new Date(sent).toISOString().slice(0, 10),
    offsetMinutes: known ? (zone?.[1] === '-' ? -minutes : minutes) : null,
  };
}

/** The first full date in the name or at the head of a document; null where there is none, for a file's own date only tells when it was copied. */
export function dayOfDocument(path: string, text: string): ReferenceDay | null {
  const named = /(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)/u.exec(path)?.[0];
  const stated = findDays(text.slice(0, HEAD_CHARS), null).find(({ day }) => day !== null)?.day;
  const day = named && !Number.isNaN(Date.parse(named)) ? named : stated;
  return day ? { day, offsetMinutes: null } : null;
}
