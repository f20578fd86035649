/** Words that stand before "you" when it is an object. */
const BEFORE_OBJECT =
  /\b(?:to|for|from|of|with|by|at|on|about|behind|between|without|than|send|sends|give|gives|tell|tells|told|gave|sent|showed|offered|paid|ask|asks|asked|let|lets|see|meet|call|ring|remind|show|shows|thank|owe|owes|need|needs|want|wants|help|reach|join|bring|pay|offer|suits?|invite|expect|contact|email|mail|inform|allow)\s+$/iu;
/** "One of you" is one of us. */
const AMONG = /\b(?:one|some|any|both|each|all|two|none|either|many)\s+of\s+$/iu;
const AUXILIARY_BEFORE = /\b(?:can|could|would|will|shall|should|may|might|must|do|did|have|had)\s+$/iu;
const OBJECT_ENDS =
  /^\s*(?:$|[.,;:!?)+]|(?:an?|the|some|any|my|our|his|her|their|this|these|by|on|at|to|in|for|and|or|before|after|until|with|about|from|today|tomorrow|tonight|directly|now|again|as|if|when)\b)/iu;

const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\b(I|we|you|they)['’]re\b/giu, '$1 are'],
  [/\bI['’]m\b/gu, 'I am'],
  [/\b(I|we|you)['’]ve\b/giu, '$1 have'],
  [/\b(I|we|you)['’]ll\b/giu, '$1 will'],
  [/\b(I|we|you)['’]d\b/giu, '$1 would'],
];

const SWAPPED =
  /\b(am I|I am|was I|I was|are you|you are|were you|you were|I|me|my|mine|myself|we|us|our|ours|ourselves|you|u|your|yours|yourself)\b(?!['’])/giu;

const FIXED: Readonly<Record<string, string>> = {
  'am i': 'are you',
  'i am': 'you are',
  'was i': 'were you',
  'i was': 'you were',
  'are you': 'am I',
  'you are': 'I am',
  'were you': 'was I',
  'you were': 'I was',
  i: 'you',
  me: 'you',
  my: 'your',
  mine: 'yours',
  myself: 'yourself',
  we: 'you',
  us: 'you',
  our: 'your',
  ours: 'yours',
  ourselves: 'yourselves',
  your: 'my',
  yours: 'mine',
  yourself: 'myself',
};

/** English words of the sender turned into the words of the one who answers: "send me your plan" is "send you my plan". */
export function swapPerspective(text: string): string {
  const plain = CONTRACTIONS.reduce(
    (result, [pattern, replacement]) => result.replace(pattern, replacement),
    text,
  );
  return plain.replace(SWAPPED, (word: string, _group: string, offset: number) => {
    const fixed = FIXED[word.toLowerCase()];
    if (fixed !== undefined) return fixed;
    if (AMONG.test(plain.slice(0, offset))) return 'us';
    return isObject(plain.slice(0, offset), plain.slice(offset + word.length)) ? 'me' : 'I';
  });
}

function isObject(before: string, after: string): boolean {
  if (/\bto\s+have\s+$/iu.test(before)) return true;
  if (AUXILIARY_BEFORE.test(before)) return false;
  return BEFORE_OBJECT.test(before) || OBJECT_ENDS.test(after);
}
