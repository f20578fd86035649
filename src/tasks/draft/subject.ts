import { isBaseVerb, isParticiple, isPredicateAdjective } from './verb-forms';

/** A clause behind its auxiliary: "the second shift in Gdańsk" + "staffed from 1 Nov". */
export interface SubjectAndPredicate {
  readonly subject: string;
  readonly predicate: string;
}

/** Longer subjects are not told from the predicate with confidence. */
const LONGEST_SUBJECT_WORDS = 9;

const PRONOUN = /^(?:i|we|you|u|he|she|it|they|there|someone|somebody|anyone|anybody|everyone|everybody)$/iu;
const DEMONSTRATIVE = /^(?:this|that|these|those|both|one)$/iu;
const BEFORE_NOUN =
  /^(?:an?|the|my|our|your|his|her|its|their|this|that|these|those|any|some|each|every|no|of|for|in|on|at|to|from|with|by|and|or|per|mr|mrs|ms|dr|new|old|next|last|first|second|third|other|same)$/iu;
const ADVERB =
  /^(?:still|already|also|really|ever|now|actually|meanwhile|please|perhaps|maybe|just|even|then|definitely|not|all|both|only)$/iu;
const PREPOSITION = /^(?:to|in|on|at|from|for|with|by|of|under|over|near|without|like|as|about)$/iu;
/** Verbs that stand before another verb: "come pick it up". */
const BEFORE_VERB = /^(?:be|come|go|help|let|make)$/u;

/**
 * Where the subject ends in what follows an auxiliary. `verb`: a base verb follows ("can the chef do something"); `state`: a participle, an adjective, a place or a
 * noun ("is cabin 512 an outside cabin"). Null when no such place is found with confidence.
 */
export function splitSubject(text: string, follows: 'verb' | 'state'): SubjectAndPredicate | null {
  const words = text.split(' ').filter((word) => word !== '');
  const first = words[0] ?? '';
  if (words.length < 2 || /[,;:]$/u.test(first)) return null;
  const opens = follows === 'verb' ? opensVerb : opensState;
  if (PRONOUN.test(first)) return /^(?:or|and|both|two)$/iu.test(words[1] ?? '') ? null : at(words, 1);
  if (DEMONSTRATIVE.test(first) && opens(words, 1)) return at(words, 1);
  const from = BEFORE_NOUN.test(first) ? 2 : 1;
  for (let index = from; index <= Math.min(words.length - 1, LONGEST_SUBJECT_WORDS); index += 1) {
    if (/[,;:?]$/u.test(words[index - 1] ?? '')) return null;
    if (!BEFORE_NOUN.test(words[index - 1] ?? '') && opens(words, index)) return at(words, index);
  }
  return follows === 'state' ? splitAtNounOrPlace(words, from) : null;
}

function opensVerb(words: readonly string[], index: number): boolean {
  const word = words[index] ?? '';
  if (ADVERB.test(word)) return words.slice(index + 1, index + 3).some(isVerbWord);
  return isVerbWord(word) && (BEFORE_VERB.test(word) || !isVerbWord(words[index + 1] ?? ''));
}

function opensState(words: readonly string[], index: number): boolean {
  const word = bare(words[index] ?? '');
  if (index === words.length - 1 && /^\d/u.test(words[index] ?? '')) return true;
  return ADVERB.test(word) || isParticiple(word) || isPredicateAdjective(word);
}

/** "is cabin 512 an outside cabin", "is the supplement in that". */
function splitAtNounOrPlace(words: readonly string[], from: number): SubjectAndPredicate | null {
  const article = words.findIndex(
    (word, index) =>
      index >= from && /^(?:an?|the)$/u.test(word) && !PREPOSITION.test(words[index - 1] ?? ''),
  );
  const place = words.findIndex(
    (word, index) => index >= from && PREPOSITION.test(word) && word !== 'of' && word !== 'to',
  );
  const found = article !== -1 ? article : place;
  return found === -1 || found > LONGEST_SUBJECT_WORDS ? null : at(words, found);
}

/** Only words in lower case: "Order" in a subject may be a title. */
function isVerbWord(word: string): boolean {
  return isBaseVerb(word.replace(/[,.]$/u, ''));
}

function bare(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}]+$/u, '');
}

function at(words: readonly string[], index: number): SubjectAndPredicate {
  return { subject: words.slice(0, index).join(' '), predicate: words.slice(index).join(' ') };
}
