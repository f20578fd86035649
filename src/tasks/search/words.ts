/** A word of a text as it is written, with its place. Offsets in UTF-16 code units, end exclusive. */
export interface WordPlace {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Numbers keep what stands between their digits (`14:00`, `2.31`, `15,000`); all else is split where letters and digits end. */
const WORD = /\p{N}+(?:[.,:’']\p{N}+)*|[\p{L}\p{M}\p{N}]+/gu;

/** The words of a text in order. */
export function* findWordPlaces(text: string, start = 0, end = text.length): Generator<WordPlace> {
  const stretch = start === 0 && end === text.length ? text : text.slice(start, end);
  for (const match of stretch.matchAll(WORD)) {
    const at = start + match.index;
    yield { word: match[0], start: at, end: at + match[0].length };
  }
}

/** A word without its capitals and accents: `Łukasz` and `lukasz`, `Gdańsk` and `gdansk` are the same. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase();
  if (/^[a-z0-9]*$/.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[łøđßæœþð]/gu, (letter) => UNDECOMPOSED[letter] ?? letter);
}

/** Letters that Unicode does not take apart. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ð: 'd',
};
