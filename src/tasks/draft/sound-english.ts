import type { Matter } from './matter-forms';
import type { Statement } from './statement';

/** Whether the sentence that a matter makes reads as English; one that does not is better quoted. */
export function isSound(matter: Matter): boolean {
  if (matter.kind === 'topic') return true;
  if (matter.kind === 'open') return !/\bor not\b|,\s+and if\b/iu.test(matter.sentence);
  return isSoundStatement(matter.statement);
}

/** The same for its statement alone. */
export function isSoundStatement({ subject, positive, rest }: Statement): boolean {
  // "Whether I should before he is back" leaves its verb to what stands before.
  if (
    /^(?:can|may|should|will|must)$/u.test(positive) &&
    /^(?:before|after|until|if|when|because|at|on|by|in|for)\b/iu.test(rest)
  )
    return false;
  // "I will can I tell you" is two questions in one.
  if (/^(?:can|could|will|would|may|shall|should)\s+(?:i|we|you)\b/iu.test(rest)) return false;
  return (
    !/[,;:“”"]|^(?:is|are|was|were|do|does|let|one more)\b|\b(?:i|we|you|they)\s+\p{L}+/iu.test(subject) &&
    !/["“”]|\byes\b.*\bno\b|\bor not\b|\band\s+if\b|^have\s.*\bto\s+(?:be|hear|have|see)\b|;\s/iu.test(
      rest,
    ) &&
    rest.split(' ').length <= LONGEST_PREDICATE_WORDS
  );
}

/** A longer predicate is mostly two sentences that were not told apart. */
const LONGEST_PREDICATE_WORDS = 28;
const LONGEST_QUOTE_WORDS = 16;

/** The sender's own words, which are English whatever the grammar; a long sentence ends at one of its commas. */
export function quoted(main: string, mostWords = LONGEST_QUOTE_WORDS): string {
  const words = main.replace(/["“”]/gu, '').split(' ');
  if (words.length <= mostWords) return `“${words.join(' ')}”`;
  const kept = words.slice(0, mostWords);
  const comma = kept.findLastIndex((word) => /[,;:]$/u.test(word));
  return `“${kept
    .slice(0, comma >= 5 ? comma + 1 : undefined)
    .join(' ')
    .replace(/[,;:]$/u, '')} …”`;
}

/** A question, of which a long one is quoted by its end: what is told before it says less. */
export function quotedQuestion(main: string): string {
  const words = main.replace(/["“”]/gu, '').split(' ');
  if (words.length <= LONGEST_QUOTE_WORDS) return `“${words.join(' ')}?”`;
  const kept = words.slice(-LONGEST_QUOTE_WORDS);
  const from = kept.findIndex((word) => /[,;:.]$/u.test(word)) + 1;
  return `“… ${kept.slice(from <= kept.length - FEWEST_QUOTE_WORDS ? from : 0).join(' ')}?”`;
}

const FEWEST_QUOTE_WORDS = 5;
