const FUNCTION_WORDS = new Set(
  (
    'a an the and or but nor so yet of to in on at by for from with about into over under after before until till during as than then ' +
    'i me my mine we us our you your yours he him his she her it its they them their this that these those there here who whom whose ' +
    'which what when where why how is am are was were be been being do does did have has had will would shall should can could may might ' +
    'must not no if whether because since while also just very too again still all any some each both either one'
  ).split(' '),
);

/** The words and numbers of a text, lower-cased, in order. */
export function words(text: string): string[] {
  return (
    text
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{N}]+(?:[.,:'’]\p{N}+|['’]\p{L}+)*/gu) ?? []
  );
}

/** The words of an English text that carry meaning, cut to their stem; in order, with repeats. */
export function contentWords(text: string): string[] {
  return words(text)
    .filter((word) => (word.length > 1 || /\p{N}/u.test(word)) && !FUNCTION_WORDS.has(word))
    .map(stem);
}

/** Enough for comparing forms of one word: plural, past and -ing. */
function stem(word: string): string {
  if (word.length <= 4 || /\p{N}/u.test(word)) return word.replace(/(?<=\p{L}{3})s$/u, '');
  return word.replace(/(?:ings?|ed|es|s|e|ly)$/u, '');
}
