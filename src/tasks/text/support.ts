import type { UnsupportedFact } from '../../contracts/briefing';
import type { MailAddress, Message } from '../../contracts/message';
import { bodyRanges, MAX_ANALYSED_CHARS } from './body';
import { findCalendarDates } from './calendar-dates';
import { findFacts, type Fact } from './facts';
import { findWords, opensSentence } from './names';
import { normaliseSpelling } from './normalise';
import { ORDINARY_WORDS } from './ordinary-words';
import { readableSegments, readableSubject } from './readable-segments';
import { indexSource, type SupportIndex } from './support-index';

/** The texts that may vouch for a specific. */
export interface SupportSource {
  readonly texts: readonly string[];
}

/** A source is checked against many times, once for each sentence of a summary. */
const indexes = new WeakMap<SupportSource, SupportIndex>();

/** What supports claims about a mail: its text, its From, To, Cc, Date and Subject headers, and `also` (the user's own notes, say). */
export function supportOf(message: Message, also: readonly string[] = []): SupportSource {
  const people = [message.from, ...message.to, ...message.cc].filter((person) => person !== null);
  return {
    texts: [
      analysedText(message),
      readableSubject(message),
      message.dateHeader,
      ...people.flatMap(namesOf),
      ...also,
    ].filter((text) => text !== ''),
  };
}

/** The text as far as anything is drawn from it, without what is addressed to an assistant: a mail of a million characters must not be read whole for one sentence. */
function analysedText(message: Message): string {
  const limit = Math.max(MAX_ANALYSED_CHARS, bodyRanges(message).at(-1)?.end ?? 0);
  return readableSegments(message)
    .filter(({ start }) => start < limit)
    .map(({ start, end }) => message.text.slice(start, Math.min(end, limit)))
    .join('');
}

/** "Oduya, Nils" also stands for "Nils Oduya". */
function namesOf(person: MailAddress): string[] {
  const [last, first, ...more] = person.name.split(/,\s*/u);
  const swapped = last && first && more.length === 0 ? [`${first} ${last}`] : [];
  return [person.name, ...swapped, person.address];
}

/**
 * The specifics of `text` that cannot be found in the source, with offsets into `text`. Strict on purpose: what is in doubt is reported.
 * Spellings that mean the same are accepted: `14 Oct` for `October 14`, `15,000` for `15000`, `three` for `3`, `EUR 12` for `€12`.
 */
export function findUnsupported(text: string, source: SupportSource): UnsupportedFact[] {
  let index = indexes.get(source);
  if (!index) {
    index = indexSource(source.texts);
    indexes.set(source, index);
  }
  const known = index;
  return findFacts(text).filter((fact) => !isSupported(fact, text, known));
}

function isSupported(fact: Fact, text: string, index: SupportIndex): boolean {
  const written = normaliseSpelling(fact.text);
  switch (fact.kind) {
    case 'number':
      return index.standsIn(written) || index.hasPercentage(written) || index.hasNumber(written);
    case 'amount':
      return index.hasAmount(written);
    case 'time':
      return index.hasTime(written);
    case 'date':
      return isDateSupported(written, index);
    case 'address':
      return index.hasAddress(written);
    case 'name':
      return /\p{N}/u.test(written) ? isCodeSupported(written, index) : isNameSupported(fact, text, index);
  }
}

function isDateSupported(written: string, index: SupportIndex): boolean {
  const dates = findCalendarDates(written);
  if (dates.length > 0) return dates.some(({ date }) => index.hasDate(date));
  const ordinal = /^(\d{1,2})(?:st|nd|rd|th)$/iu.exec(written)?.[1];
  return index.standsIn(written) || (ordinal !== undefined && index.hasDayOfMonth(Number(ordinal)));
}

function isCodeSupported(written: string, index: SupportIndex): boolean {
  return index.standsIn(written);
}

function isNameSupported(fact: Fact, text: string, index: SupportIndex): boolean {
  const words = findWords(normaliseSpelling(fact.text)).map((word) => word.text);
  if (index.hasWords(words)) return true;
  if (!opensSentence(text, fact.start)) return false;
  // The first word has its capital from opening the sentence.
  const [first = '', ...rest] = words;
  const ordinary = ORDINARY_WORDS.has(first.toLowerCase()) || index.hasOrdinaryWord(first);
  return ordinary && (rest.length === 0 || index.hasWords(rest));
}
