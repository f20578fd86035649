import { characterSet, runAround } from './character-run';

interface UnmaskedText {
  /** Written plainly. */
  readonly text: string;
  /** For each of its UTF-16 code units where it stood in the original, and one more for the end; null when all stand where they stood. */
  readonly offsets: readonly number[] | null;
}

/** Cyrillic and Greek letters that look like Latin ones, and below each the one that it looks like. */
const FOREIGN = 'аеорсухіјѕԁһԛԝѵАВЕКМНОРСТУХЅІЈαορνικτυΑΒΕΗΙΚΜΝΟΡΤΥΧɡı';
const LATIN = 'aeopcyxijsdhqwvABEKMHOPCTYXSIJaopviktuABEHIKMNOPTYXgi';
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  Array.from(FOREIGN, (letter, index) => [letter, LATIN.charAt(index)]),
);
const DIGIT_LETTERS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
};

const STRANGE_LETTERS =
  /[\u0370-\u03FF\u0400-\u052F\uFF01-\uFF5E\u2100-\u214F\u24B6-\u24E9ɡı]|\uD835[\uDC00-\uDFFF]|\uD83C[\uDD30-\uDD89]/u;
/** A word with digits or signs for letters between letters: "1gn0r3", "pr3v1ous". */
const DISGUISED =
  /(?<![\p{L}\p{N}])(?=[\d@$!|]{0,20}[A-Za-z])(?=[A-Za-z]{0,20}[013457@$!|])[A-Za-z\d@$!|]{2,40}(?![\p{L}\p{N}])/gu;
const WORD_SIGN = /[013457@$!|]/g;
const WORD_CHARACTERS = characterSet(/[A-Za-z\d@$!|]/);
/** Letters set apart: "i g n o r e", "i.g.n.o.r.e". */
const SPREAD =
  /(?<![\p{L}\p{N}])\p{L}(?:([ .\-_*])\p{L}){4,}(?!\p{L})(?:\1{2,}\p{L}(?:\1\p{L})+(?!\p{L}))*/gu;

/** What stands wherever `SPREAD` matches, and takes less time to look for. */
const SIGNS_BETWEEN = /[ .\-_*]\p{L}[ .\-_*]\p{L}[ .\-_*]\p{L}[ .\-_*]/u;

/** The text with look-alike letters, digits for letters and letters set apart written plainly; null when nothing in it is masked. */
export function unmaskText(text: string): UnmaskedText | null {
  const strange = STRANGE_LETTERS.test(text);
  const plain = strange ? withLatinLetters(text) : { text, offsets: null };
  const spelt = withLettersForSigns(plain.text);
  const spread = SIGNS_BETWEEN.test(spelt) && SPREAD.test(spelt);
  SPREAD.lastIndex = 0;
  if (spelt === text && !spread) return null;
  return spread ? closedUp(spelt, plain.offsets) : { text: spelt, offsets: plain.offsets };
}

/** Looks at the runs of characters that hold a sign, since most words hold none. */
function withLettersForSigns(text: string): string {
  let plain = '';
  let from = 0;
  WORD_SIGN.lastIndex = 0;
  for (let sign = WORD_SIGN.exec(text); sign; sign = WORD_SIGN.exec(text)) {
    const { start, end } = runAround(text, sign.index, WORD_CHARACTERS);
    WORD_SIGN.lastIndex = end;
    const run = text.slice(start, end);
    if (!/[A-Za-z]/.test(run)) continue;
    // What stands beside the run, a surrogate pair at most, says whether it is a word.
    const before = text.slice(Math.max(0, start - 2), start);
    const after = text.slice(end, end + 2);
    const written = `${before}${run}${after}`;
    const words = written.replace(DISGUISED, (word) =>
      word.replace(/[013457@$!|]/g, (character) => DIGIT_LETTERS[character] ?? character),
    );
    if (words === written) continue;
    plain += text.slice(from, start) + words.slice(before.length, before.length + run.length);
    from = end;
  }
  return plain + text.slice(from);
}

function withLatinLetters(text: string): UnmaskedText {
  let plain = '';
  const offsets: number[] = [];
  let at = 0;
  for (const character of text) {
    const latin = LOOKALIKES.get(character) ?? (character < '\x80' ? character : character.normalize('NFKC'));
    for (let unit = 0; unit < latin.length; unit += 1) offsets.push(at);
    plain += latin;
    at += character.length;
  }
  return { text: plain, offsets: [...offsets, text.length] };
}

function closedUp(text: string, offsets: UnmaskedText['offsets']): UnmaskedText {
  const original = (at: number): number => offsets?.[at] ?? at;
  let closed = '';
  const kept: number[] = [];
  let from = 0;
  const keep = (start: number, end: number): void => {
    closed += text.slice(start, end);
    for (let at = start; at < end; at += 1) kept.push(original(at));
  };
  for (const match of text.matchAll(SPREAD)) {
    keep(from, match.index);
    const sign = match[1] ?? ' ';
    for (let at = 0; at < match[0].length; at += 1) {
      const isSign = match[0][at] === sign;
      // Two signs in a row part words.
      if (!isSign) keep(match.index + at, match.index + at + 1);
      else if (match[0][at + 1] === sign) {
        closed += ' ';
        kept.push(original(match.index + at));
      }
    }
    from = match.index + match[0].length;
  }
  keep(from, text.length);
  return { text: closed, offsets: [...kept, original(text.length)] };
}
