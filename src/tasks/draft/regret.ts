import { swapPerspective } from './perspective';
import { startLower } from './letter-case';

/** Says outright that something went wrong. */
const COMPLAINS =
  /\bcomplain\p{L}*|\bunacceptable\b|\bnot\s+(?:good\s+enough|acceptable|on)\b|\bdisappoint\p{L}+|\b(?:third|fourth|fifth)\s+(?:time|week|night|set)\b|\bapolog\p{L}+|\bshould\s+be\s+(?:taken\s+off|refunded|cancelled)\b|\bi\s+will\s+if\s+i\s+must\b|\bfed\s+up\b|\bwrong\s+\p{L}+/iu;
/** What went wrong, as the one it happened to tells it. */
const HARM =
  /\b(?:(?:i|we)\s+(?:have\s+|had\s+to\s+)?wait(?:ed)?\b|(?:i|we)(?:\s+have|['’]ve)\s+been\s+waiting\b|nobody\s+(?:rang|called|came|answered|told|wrote|has)|no\s+one\s+(?:rang|called|came|answered|told|has)|(?:rang|called|wrote|asked)\b.*\b(?:no\s+answer|nothing|twice|three\s+times)|(?:i|we)\s+(?:was|were)\s+(?:charged|told|shouted|left|ignored|turned)|(?:i|we)\s+heard\s+every|kept\s+(?:me|us)\b|(?:never|not)\s+(?:arrived|come|came|been\s+(?:answered|mended|repaired|delivered))|has(?:n['’]t|\s+not)\s+(?:arrived|come)|stood\s+open|leaked|broke(?:n)?|failed|the\s+wrong\b|gave\s+me\s.*\bsay)\b/iu;
const DUE =
  /\b(?<!\b(?:to|of|in)\s)(?<what>(?:the|your|our)\s+(?:\p{Ll}+\s+){0,3}?\p{Ll}+)(?:\s+(?:on|for|of|about)\s.{2,40}?)?\s+(?<be>was|were)\s+due\b/iu;
/** "That's the third set of seals in nine weeks". */
const AGAIN =
  /^(?:this|that)(?:['’]s|\s+is)\s+(?:now\s+)?(?<what>(?:the|my|our)\s+(?:second|third|fourth|fifth)\s+(?!(?:one|thing|option|of|point|question)\b)[^.,;:!?]{3,60})(?:[.,!]|$)/iu;
/** Where a clause can stand behind "that". */
const OPENS_CLAUSE =
  /^(?:(?:on|last|this)\s+\p{L}+,?\s+)?(?:i|we|the|my|our|your|nobody|no\s+one|they|it|he|she|this|on)\b/iu;
const LONGEST_WORDS = 24;

/**
 * The sentence of regret that a complaint, or a reminder of what was due, asks for, in the words of the mail: "I am sorry to read that you have waited for three days". It
 * admits nothing. Null for other mail. English only; the sentences have what belongs to others left out.
 */
export function regretFor(sentences: readonly string[]): string | null {
  for (const text of sentences) {
    const late = DUE.exec(text)?.groups?.['what'];
    if (late !== undefined) return `I am sorry that ${swapPerspective(late)} is late.`;
  }
  const harms = sentences.filter((text) => HARM.test(text));
  if (harms.length === 0) return againIn(sentences);
  if (harms.length === 1 && !sentences.some((text) => COMPLAINS.test(text))) return againIn(sentences);
  const told = harms
    .map((text) => text.replace(/[.!\s]+$/u, '').replace(/^(?:and|but|also|now|so)[,\s]+/iu, ''))
    .find(
      (text) =>
        OPENS_CLAUSE.test(text) && text.split(' ').length <= LONGEST_WORDS && !/[?:;"“”[\]]/u.test(text),
    );
  return told === undefined
    ? againIn(sentences)
    : `I am sorry to read that ${swapPerspective(startLower(told))}.`;
}

function againIn(sentences: readonly string[]): string | null {
  const what = sentences
    .map((text) => AGAIN.exec(text)?.groups?.['what'])
    .find((found) => found !== undefined);
  return what === undefined ? null : `I am sorry to read that this is ${swapPerspective(what)}.`;
}
