import { nameStrength } from './given-names';
import type { NameRun } from './name-tokens';
import { ORGANISATION_WORDS, ROLE_WORDS, SENTENCE_WORDS } from './stop-words';

interface Range {
  readonly start: number;
  readonly end: number;
}

/** A name has no more words than this: "Maria del Carmen García López". */
const MAX_WORDS = 6;
/** "Priya Raman, finance director"; without a sign between them the words belong to the role: "Clinical Transformation Lead". */
const ROLE_AFTER = new RegExp(
  String.raw`^(?:, (?:(?:the|our|your|my|an?) )?| \((?:the |our |your |my )?|\s?[|–—]\s|\n)(?:[\p{L}&/-]+ ){0,3}(?:${ROLE_WORDS})(?!\p{L})`,
  'iu',
);
const IS_ROLE = new RegExp(`^(?:${ROLE_WORDS})$`, 'iu');
/** Small: after a capital role stands its field, "Director, Industrial Relations". */
const ROLE_BEFORE = new RegExp(String.raw`(?<!\p{L})(?:${ROLE_WORDS}),? $`, 'u');

/** Whether a capitalised word may be part of a name at all. */
export function isNameWord(word: string): boolean {
  const lower = word.toLowerCase();
  return (
    !SENTENCE_WORDS.has(lower) &&
    !ORGANISATION_WORDS.has(lower) &&
    !IS_ROLE.test(word) &&
    /\p{Ll}/u.test(word)
  );
}

/** Whether what follows the token makes the name of a company or a place of it: "Oltmann GmbH", "Oltmann & Kühl". */
export function namesOrganisation(text: string, run: NameRun, index: number): boolean {
  const next = run[index + 1];
  if (next && ORGANISATION_WORDS.has(next.text.toLowerCase().replace(/\.$/, ''))) return true;
  const end = run[index]?.end ?? 0;
  const start = run[index]?.start ?? 0;
  return (
    /^ ?(?:&|\+) ?\p{Lu}/u.test(text.slice(end, end + 5)) ||
    /\p{L} ?& ?$/u.test(text.slice(Math.max(0, start - 5), start))
  );
}

/** The names that a run of capitalised words holds by itself or by the role beside it. */
export function namesInRun(text: string, run: NameRun): Range[] {
  const found: Range[] = [];
  for (let index = 0; index < run.length; index += 1) {
    const last = lastWordOfName(text, run, index);
    if (last === null) continue;
    const start = run[index]?.start ?? 0;
    const end = run[last]?.end ?? start;
    found.push({ start, end });
    index = last;
  }
  return found;
}

/** Index of the last word of the name that begins here; null when none does. */
function lastWordOfName(text: string, run: NameRun, first: number): number | null {
  const token = run[first];
  if (!token || token.isParticle || (token.isInitial && isAbbreviation(text, token.start))) return null;
  if (!token.isInitial && !isNameWord(token.text)) return null;
  const last = extentOf(run, first);
  const words = run.slice(first, last + 1).filter(({ isParticle, isInitial }) => !isParticle && !isInitial);
  if (namesOrganisation(text, run, last)) return null;
  if (token.isInitial) return words.length >= 1 && isSurnameAfterInitial(run, first, last) ? last : null;
  const strength = nameStrength(token.text);
  if (strength === 'given') return last;
  if (words.length < 2) return null;
  if (strength === 'also-ordinary' && token.text.length < 3) return null;
  if (strength === 'also-ordinary')
    return opensSentence(text, token.start) && !isBesideRole(text, run, first, last) ? null : last;
  return words.length <= 3 && isBesideRole(text, run, first, last) ? last : null;
}

/** "i. A. Detlef": the capital belongs to the small letter before it. */
function isAbbreviation(text: string, start: number): boolean {
  return /(?<!\p{L})\p{Ll}\. ?$/u.test(text.slice(Math.max(0, start - 4), start));
}

function extentOf(run: NameRun, first: number): number {
  let last = first;
  for (let index = first + 1; index < run.length && index - first < MAX_WORDS; index += 1) {
    const token = run[index];
    if (!token) break;
    if (token.isParticle) continue;
    if (!token.isInitial && !isNameWord(token.text)) break;
    if (!token.isInitial || run[index + 1]) last = index;
  }
  return last;
}

function isSurnameAfterInitial(run: NameRun, first: number, last: number): boolean {
  const surname = run[last]?.text ?? '';
  return last - first <= 4 && surname.length > 2 && /\p{Ll}/u.test(surname);
}

function isBesideRole(text: string, run: NameRun, first: number, last: number): boolean {
  const start = run[first]?.start ?? 0;
  const end = run[last]?.end ?? 0;
  return (
    ROLE_AFTER.test(text.slice(end, end + 60)) || ROLE_BEFORE.test(text.slice(Math.max(0, start - 30), start))
  );
}

function opensSentence(text: string, start: number): boolean {
  return /(?:^|\n[\s>*•–-]*|[.!?:;…]["'”’)\]]*\s+["'“‘(]*|["“‘(])$/u.test(
    text.slice(Math.max(0, start - 12), start),
  );
}
