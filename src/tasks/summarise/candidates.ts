import type { FactKind } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { atOnce, inTurns, type Steps } from '../../platform/in-turns';
import { bodyRanges } from '../text/body';
import { findFacts, type Fact } from '../text/facts';
import { collapse, splitSentences, type Sentence } from '../text/sentences';
import { BOILERPLATE, DEADLINE, DIRECT_REQUEST, FORWARD_LINE, GREETING, PLEASANTRY, SIGN_OFF } from './cues';

/** A sentence that may stand in a summary, and its place among all sentences of the mail. */
export interface Candidate extends Sentence {
  /** 0 for the first sentence after the greeting, 1 for the last. */
  readonly position: number;
  readonly ordinal: number;
  /** Thanks, wishes, notices at the foot: chosen only when there is nothing else. */
  readonly filler: boolean;
}

/** More would be slow to embed, and a summary rarely comes from further down. */
const MAX_CANDIDATES = 24;

/** The sentences of a mail that can carry a summary, in order; the greeting and what is addressed to an assistant are left out. */
export function findCandidates(message: Message): Candidate[] {
  return atOnce(candidateSteps(message));
}

/** As `findCandidates`, with turns for the page: a very long mail takes more than a tenth of a second. */
export function findCandidatesInTurns(message: Message): Promise<Candidate[]> {
  return inTurns(candidateSteps(message));
}

function* candidateSteps(message: Message): Steps<Candidate[]> {
  const sentences: Sentence[] = [];
  for (const range of bodyRanges(message)) {
    const split = dropGreeting(splitSentences(message.text, range.start, range.end));
    for (const sentence of split) sentences.push(withoutMarker(message.text, sentence));
    yield;
  }
  const closing = sentences.length - closingLines(sentences);
  const candidates: Candidate[] = [];
  for (const [ordinal, sentence] of sentences.entries()) {
    candidates.push({
      ...sentence,
      ordinal,
      position: sentences.length > 1 ? ordinal / (sentences.length - 1) : 0,
      filler: isFiller(sentence) || (ordinal >= closing && ordinal > 0),
    });
    yield;
  }
  return yield* thinOut(candidates);
}

/** An item without its "1." or "(b)", which means nothing outside the list. A date such as "14. Oktober" keeps its day. */
function withoutMarker(text: string, sentence: Sentence): Sentence {
  const marker = /^(?:\(?(?:\d{1,2}|[a-zA-Z])\)|\d{1,2}\.)\s+(?=\S)/u.exec(
    text.slice(sentence.start, sentence.end),
  );
  if (!marker) return sentence;
  const start = sentence.start + marker[0].length;
  const rest = text.slice(start, sentence.end);
  const dated = /^(?:jan|feb|m[äa]r|apr|ma[iy]|jun|jul|aug|sep|o[kc]t|nov|de[zc])\p{Ll}*\b/iu.test(rest);
  return dated || !/\p{L}{2}/u.test(rest) ? sentence : { ...sentence, start, text: collapse(rest) };
}

function isFiller({ text }: Sentence): boolean {
  if (BOILERPLATE.test(text) || SIGN_OFF.test(text) || FORWARD_LINE.test(text)) return true;
  const words = text.replace(URL_IN_TEXT, ' ').match(/\p{L}{2,}/gu) ?? [];
  if (words.length === 0 || (/[\d\s]{9}/u.test(text) && words.length < 3)) return true;
  // "SAVE MY SEAT: https://…" and "Open it here: https://…": a button.
  if (words.length <= 6 && /https?:\/\//iu.test(text) && !/\d/u.test(text.replace(URL_IN_TEXT, ' ')))
    return true;
  // "Vale.", "You'll learn:", "So far so good!"
  if (words.length <= 3 && !text.includes('?') && !findFacts(text).some(isSpecific)) return true;
  return PLEASANTRY.test(text) && !/\d/u.test(text);
}

/** How many of the last lines are a name, a role or an extension, which the importer left in the body. */
function closingLines(sentences: readonly Sentence[]): number {
  const last = sentences.findLastIndex(
    ({ text, layout, start, blockStart }) =>
      layout !== 'prose' ||
      start !== blockStart ||
      text.split(' ').length > 8 ||
      !isCapitalised(text) ||
      /[.?!:;,]$|:\s|[€$£%]/u.test(text) ||
      (/\d/u.test(text) && !/\bext\b|\+?\d[\d ()-]{6,}/u.test(text)),
  );
  return sentences.length - 1 - last;
}

/** Whether at least half of the longer words have a capital, as in "Head of Regional Operations". */
function isCapitalised(text: string): boolean {
  const words = text.match(/\p{L}{4,}/gu) ?? [];
  return words.filter((word) => /^\p{Lu}/u.test(word)).length * 2 >= words.length;
}

/** A name alone says nothing; a code does. */
function isSpecific({ kind, text }: Fact): boolean {
  return kind !== 'name' || /\d/u.test(text);
}

const URL_IN_TEXT = /https?:\/\/\S+/giu;

/** "Anna, Ben and Caro," */
const NAMES_CALLED =
  /^\p{Lu}[\p{L}.'’-]*(?:[\s,&/]+(?:and |und |en |y )?\p{Lu}[\p{L}.'’-]*){0,4}[\s,&/]*[,!:-]$/u;

function dropGreeting(sentences: readonly Sentence[]): Sentence[] {
  const [first, ...rest] = sentences;
  if (!first) return [];
  const short = first.text.length <= 60 && rest.length > 0;
  const calls = GREETING.test(first.text) && /[,!:]$|^\P{P}{1,40}$/u.test(first.text);
  return short && (calls || NAMES_CALLED.test(first.text)) ? rest : [...sentences];
}

/** What each specific says for keeping a sentence of a long mail. */
const FACT_WEIGHT: Readonly<Record<FactKind, number>> = {
  date: 1.5,
  amount: 1.5,
  time: 1,
  number: 0.3,
  name: 0.3,
  address: 0.5,
};

/** Of a long mail, keeps the sentences that ask, that set a date or carry other specifics, and more readily the first and the last. */
function* thinOut(candidates: readonly Candidate[]): Steps<Candidate[]> {
  if (candidates.length <= MAX_CANDIDATES) return [...candidates];
  const weight = ({ ordinal, text, filler }: Candidate) =>
    (ordinal < 3 || ordinal >= candidates.length - 3 ? 2 : 0) +
    (DIRECT_REQUEST.test(text) ? 3 : 0) +
    (DEADLINE.test(text) ? 1 : 0) +
    Math.min(
      5,
      findFacts(text).reduce((sum, { kind }) => sum + FACT_WEIGHT[kind], 0),
    ) +
    (text.length >= 30 && text.length <= 220 ? 1 : 0) -
    (filler ? 6 : 0);
  const weights = new Map<Candidate, number>();
  for (const candidate of candidates) {
    weights.set(candidate, weight(candidate));
    yield;
  }
  const kept = new Set(
    [...candidates].sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0)).slice(0, MAX_CANDIDATES),
  );
  return candidates.filter((candidate) => kept.has(candidate));
}
