import type { Message } from '../../contracts/message';
import { bodyRanges } from '../text/body';
import { splitSentences, type Sentence } from '../text/sentences';
import {
  ASSISTANT_INSTRUCTION,
  BOILERPLATE,
  DEADLINE,
  FORWARD_LINE,
  GREETING,
  PLEASANTRY,
  REQUEST,
  SIGN_OFF,
} from './cues';

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
  const sentences = bodyRanges(message)
    .flatMap((range) => dropGreeting(splitSentences(message.text, range.start, range.end)))
    .filter(outsideInstructions(message.text));
  const candidates = sentences.map((sentence, ordinal) => ({
    ...sentence,
    ordinal,
    position: sentences.length > 1 ? ordinal / (sentences.length - 1) : 0,
    filler: isFiller(sentence),
  }));
  return thinOut(candidates);
}

/** Tells sentences of ordinary paragraphs from those of paragraphs that address an assistant; each paragraph is looked at once. */
function outsideInstructions(text: string): (sentence: Sentence) => boolean {
  let end = -1;
  let instructs = false;
  return (sentence) => {
    if (sentence.start >= end) {
      const from = text.lastIndexOf('\n\n', sentence.start);
      const to = text.indexOf('\n\n', sentence.end);
      end = to === -1 ? text.length : to;
      instructs = ASSISTANT_INSTRUCTION.test(text.slice(Math.max(0, from), end));
    }
    return !instructs;
  };
}

function isFiller({ text }: Sentence): boolean {
  if (BOILERPLATE.test(text) || SIGN_OFF.test(text) || FORWARD_LINE.test(text)) return true;
  if (!/\p{L}{2}/u.test(text) || /^\S*https?:\S+$/u.test(text)) return true;
  return PLEASANTRY.test(text) && !/\d/u.test(text);
}

function dropGreeting(sentences: readonly Sentence[]): Sentence[] {
  const [first, ...rest] = sentences;
  if (!first) return [];
  const short = first.text.length <= 60 && rest.length > 0;
  const calls = GREETING.test(first.text) && /[,!:]$|^\P{P}{1,40}$/u.test(first.text);
  const names = /^(?:\p{Lu}[\p{L}.'’-]*[\s,&/]*(?:and |und |en |y )?){1,5}[,!:-]$/u.test(first.text);
  return short && (calls || names) ? rest : [...sentences];
}

/** Keeps the first and the last sentences of a long mail and, of those between, the ones that carry most digits and capitals. */
function thinOut(candidates: readonly Candidate[]): Candidate[] {
  if (candidates.length <= MAX_CANDIDATES) return [...candidates];
  const weight = ({ ordinal, text, filler }: Candidate) =>
    (ordinal < 5 || ordinal >= candidates.length - 5 ? 5 : 0) +
    (REQUEST.test(text) ? 2 : 0) +
    (DEADLINE.test(text) ? 1 : 0) +
    Math.min(4, (text.match(/\d+|(?<=[\p{Ll},] )\p{Lu}/gu) ?? []).length) +
    (text.length >= 30 && text.length <= 220 ? 1 : 0) -
    (filler ? 6 : 0);
  const kept = new Set([...candidates].sort((a, b) => weight(b) - weight(a)).slice(0, MAX_CANDIDATES));
  return candidates.filter((candidate) => kept.has(candidate));
}
