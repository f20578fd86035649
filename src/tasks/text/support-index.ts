import { dateCovers, findCalendarDates, findSharedMonthDays, type CalendarDate } from './calendar-dates';
import { findFacts } from './facts';
import { findWords } from './names';
import { canonicalAmount, canonicalNumber, canonicalTime, normaliseSpelling } from './normalise';
import { NUMBER_WORDS } from './number-words';

/** What a source says, prepared for looking up specifics. */
export interface SupportIndex {
  /** Whether the string stands in the source between word boundaries, whatever its case. */
  standsIn(needle: string): boolean;
  hasNumber(written: string): boolean;
  hasPercentage(written: string): boolean;
  hasAmount(written: string): boolean;
  hasTime(written: string): boolean;
  hasDate(date: CalendarDate): boolean;
  hasDayOfMonth(day: number): boolean;
  hasAddress(address: string): boolean;
  /** Whether the source has the word in lower case. */
  hasOrdinaryWord(word: string): boolean;
  /** Whether the words stand in the source one after another, with their capitals (a source all in capitals counts). */
  hasWords(words: readonly string[]): boolean;
}

/** The source is read to this length; text that follows supports nothing. Bounds the time that a giant mail can take. */
const MAX_SOURCE_CHARS = 240_000;

export function indexSource(texts: readonly string[]): SupportIndex {
  const flat = normaliseSpelling(texts.map((text) => text.slice(0, MAX_SOURCE_CHARS)).join(' \u0001 '));
  const lower = flat.toLowerCase();
  const facts = findFacts(flat);
  const ofKind = (kind: string) => facts.filter((fact) => fact.kind === kind).map((fact) => fact.text);

  const words = findWords(flat).map((word) => word.text);
  const positions = new Map<string, number[]>();
  words.forEach((word, index) => {
    const key = word.toLowerCase();
    const list = positions.get(key);
    if (list) list.push(index);
    else positions.set(key, [index]);
  });

  const numbers = new Set(looseNumbers(flat));
  for (const [word, digit] of NUMBER_WORDS) if (positions.has(word)) numbers.add(digit);
  const percentages = new Set(ofKind('number').filter(isPercentage).map(percentageValue));
  const amounts = new Set(ofKind('amount').map(canonicalAmount));
  const times = new Set(ofKind('time').map(canonicalTime));
  const dates = [...findCalendarDates(flat).map((match) => match.date), ...findSharedMonthDays(flat)];
  const addresses = new Set(ofKind('address').flatMap(addressForms));

  return {
    standsIn: (needle) => standsIn(lower, normaliseSpelling(needle).toLowerCase()),
    hasNumber: (written) => numbers.has(NUMBER_WORDS.get(written.toLowerCase()) ?? canonicalNumber(written)),
    hasPercentage: (written) => isPercentage(written) && percentages.has(percentageValue(written)),
    hasAmount: (written) => amounts.has(canonicalAmount(written)),
    hasTime: (written) => times.has(canonicalTime(written)),
    hasDate: (claim) => dates.some((known) => dateCovers(known, claim)),
    hasDayOfMonth: (day) => dates.some((known) => known.day === day),
    hasAddress: (address) => addresses.has(address.toLowerCase()),
    hasOrdinaryWord: (word) =>
      (positions.get(word.toLowerCase()) ?? []).some((at) => words[at] === word.toLowerCase()),
    hasWords: (claim) => {
      const [first = ''] = claim;
      return (positions.get(first.toLowerCase()) ?? []).some((at) =>
        claim.every((word, offset) => sameWord(words[at + offset], word)),
      );
    },
  };
}

function sameWord(known: string | undefined, claimed: string): boolean {
  if (known === undefined) return false;
  return known === claimed || (known.length > 1 && known === claimed.toUpperCase());
}

/** Numbers that stand on their own: not the digits of a time, of a numeric date or of a code such as INC-2291. */
function looseNumbers(flat: string): string[] {
  const pattern =
    /(?<![\p{L}\p{N}])(?<!\d[.,:/'])(?<!\p{L}[-/_])\d+(?:[.,']\d+)*(?![\p{L}\p{N}])(?![:/]\d)/gu;
  const withoutDates = flat.replace(/\b\d{4}-\d{2}-\d{2}\b/gu, ' ');
  return [...withoutDates.matchAll(pattern)].map((match) => canonicalNumber(match[0]));
}

function isPercentage(written: string): boolean {
  return /(?:%|per\s?cent)$/iu.test(written);
}

function percentageValue(written: string): string {
  return canonicalNumber(/^\d+(?:[.,']\d+)*/u.exec(written)?.[0] ?? '');
}

/** A mail address or URL supports its own domain too. */
function addressForms(address: string): string[] {
  const lower = address.toLowerCase();
  const host = /^(?:https?:\/\/|[^@\s]+@)([^/\s?#:]+)/u.exec(lower)?.[1];
  return host ? [lower, host] : [lower];
}

function standsIn(haystack: string, needle: string): boolean {
  if (needle === '') return false;
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + 1)) {
    const before = haystack.slice(Math.max(0, at - 2), at);
    const after = haystack.slice(at + needle.length, at + needle.length + 2);
    const clearBefore =
      !/[\p{L}\p{N}]$/u.test(before) && !(/^\p{N}/u.test(needle) && /\p{N}[.,:/']$|\p{L}[-_]$/u.test(before));
    const clearAfter =
      !/^[\p{L}\p{N}]/u.test(after) && !(/\p{N}$/u.test(needle) && /^(?:[.,:/'_-]\p{N})/u.test(after));
    if (clearBefore && clearAfter) return true;
  }
  return false;
}
