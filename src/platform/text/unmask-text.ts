/** A text written plainly, and for each of its UTF-16 code units where it stood in the original; one more entry for the end. */
interface UnmaskedText {
  readonly text: string;
  readonly offsets: readonly number[];
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
/** Letters set apart: "i g n o r e", "i.g.n.o.r.e". */
const SPREAD =
  /(?<![\p{L}\p{N}])\p{L}(?:([ .\-_*])\p{L}){4,}(?!\p{L})(?:\1{2,}\p{L}(?:\1\p{L})+(?!\p{L}))*/gu;

/** The text with look-alike letters, digits for letters and letters set apart written plainly; null when nothing in it is masked. */
export function unmaskText(text: string): UnmaskedText | null {
  const strange = STRANGE_LETTERS.test(text);
  const plain = strange ? withLatinLetters(text) : { text, offsets: null };
  const spelt = plain.text.replace(DISGUISED, (word) =>
    word.replace(/[013457@$!|]/g, (sign) => DIGIT_LETTERS[sign] ?? sign),
  );
  const spread = SPREAD.test(spelt);
  SPREAD.lastIndex = 0;
  if (spelt === text && !spread) return null;
  const offsets = plain.offsets ?? Array.from({ length: text.length + 1 }, (_, index) => index);
  return spread ? closedUp(spelt, offsets) : { text: spelt, offsets };
}

function withLatinLetters(text: string): UnmaskedText {
  let plain = '';
  const offsets: number[] = [];
  let at = 0;
  for (const character of text) {
    const latin = LOOKALIKES.get(character) ?? character.normalize('NFKC');
    for (let unit = 0; unit < latin.length; unit += 1) offsets.push(at);
    plain += latin;
    at += character.length;
  }
  return { text: plain, offsets: [...offsets, text.length] };
}

function closedUp(text: string, offsets: readonly number[]): UnmaskedText {
  let closed = '';
  const kept: number[] = [];
  let from = 0;
  const keep = (start: number, end: number): void => {
    closed += text.slice(start, end);
    for (let at = start; at < end; at += 1) kept.push(offsets[at] ?? at);
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
        kept.push(offsets[match.index + at] ?? 0);
      }
    }
    from = match.index + match[0].length;
  }
  keep(from, text.length);
  return { text: closed, offsets: [...kept, offsets[text.length] ?? text.length] };
}
