import { normaliseSpelling } from '../text/normalise';

/** Words that say nothing about the topic. */
const STOP_WORDS = new Set(
  (
    'a an the this that these those i me my we us our you your he him his she her it its they them their who whom which what ' +
    'and or but if then than so as of at by for from in into on onto to with about above after before between over under up down out off ' +
    'is are was were be been being am do does did done have has had having will would shall should can could may might must ' +
    'there here when where why how all any each few more most other some such only own same very just also too again once ' +
    'hello hi dear regards thanks thank please kind best re fw fwd'
  ).split(' '),
);

/** Words longer than this are codes or addresses. */
const LONGEST_WORD = 30;

/** Lower-case words with a letter, in order; contractions stay whole. */
export function wordsOf(text: string): string[] {
  const words =
    normaliseSpelling(text)
      .toLowerCase()
      .match(/\p{L}[\p{L}\p{N}]*(?:'\p{L}+)?/gu) ?? [];
  return words.filter((word) => word.length <= LONGEST_WORD);
}

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word) || word.length < 2;
}

/** A rough stem, so that `refunded`, `refunds` and `refund` are one term: the steps of Porter (1980) that join inflections. */
export function stemOf(word: string): string {
  let stem = word.replace(/'\p{L}+$/u, '');
  if (stem.length > 4 && stem.endsWith('ies')) stem = `${stem.slice(0, -3)}y`;
  else if (stem.length > 3 && stem.endsWith('s') && !/(?:ss|us|is)$/.test(stem)) stem = stem.slice(0, -1);
  const ending = /(?:ation|ing|ed|ly)$/.exec(stem)?.[0];
  if (
    ending !== undefined &&
    stem.length - ending.length >= 3 &&
    /[aeiouy]/.test(stem.slice(0, -ending.length))
  )
    stem = stem.slice(0, -ending.length).replace(/([bdglmnprt])\1$/, '$1');
  return stem.length > 4 && stem.endsWith('e') ? stem.slice(0, -1) : stem;
}

/**
 * Terms of a text, each once: stems of its words without stop words, and pairs of neighbouring words, stop words included, because
 * `how do` and `would be` tell kinds of text apart.
 */
export function termsOf(text: string): ReadonlySet<string> {
  const words = wordsOf(text);
  const terms = new Set<string>();
  words.forEach((word, index) => {
    if (!isStopWord(word)) terms.add(stemOf(word));
    const next = words[index + 1];
    if (next !== undefined) terms.add(`${word} ${next}`);
  });
  return terms;
}
