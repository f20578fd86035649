import { splitSentences, type Sentence } from '../text/sentences';

/** A few sentences that are found and shown together. Offsets into the text, end exclusive. */
export interface Passage {
  readonly start: number;
  readonly end: number;
  /** The heading that it stands under; empty where there is none. */
  readonly heading: string;
}

/** A stretch of a text that is split on its own. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** UTF-16 code units. Long enough to say what a matter is about, short enough to be about one matter; the embedder reads about 1,000. */
const FULL = 500;
/** No passage is longer: what has no sentences (a table, a log) is cut. */
const LONGEST = 1_000;
/** The last sentence of a passage opens the next one too if it is not longer, so that what belongs together is together in one of them. */
const LONGEST_OVERLAP = 200;
const LONGEST_HEADING = 80;

/** The passages of a text, or of these stretches of it, in order; each holds at least one word. */
export function splitPassages(
  text: string,
  ranges: readonly TextRange[] = [{ start: 0, end: text.length }],
): Passage[] {
  return ranges.flatMap(({ start, end }) => passagesOf(text, splitSentences(text, start, end)));
}

function passagesOf(text: string, sentences: readonly Sentence[]): Passage[] {
  const passages: Passage[] = [];
  let heading = '';
  let open: Sentence[] = [];
  /** Sentences of `open` that no passage holds yet. */
  let fresh = 0;

  function close(): void {
    const [first] = open;
    const last = open.at(-1);
    if (first && last && fresh > 0) passages.push({ start: first.start, end: last.end, heading });
    open = last && fresh > 0 && last.end - last.start <= LONGEST_OVERLAP ? [last] : [];
    fresh = 0;
  }

  for (const sentence of sentences.flatMap(cutLong)) {
    if (isHeading(text, sentence)) {
      close();
      open = [];
      heading = sentence.text.replace(/^#+\s*|\s*#+$/gu, '');
    }
    const [first] = open;
    if (first && sentence.end - first.start > FULL && fresh > 0) close();
    open.push(sentence);
    fresh += 1;
  }
  close();
  return passages;
}

/** A line of its own that is no sentence, with text below it. */
function isHeading(text: string, { text: line, start, end }: Sentence): boolean {
  const before = text.lastIndexOf('\n', start - 1);
  const after = text.indexOf('\n', end);
  if (after === -1) return false;
  const whole = text.slice(before + 1, after).trim();
  if (/^#{1,6}\s/u.test(whole)) return whole.length <= 2 * LONGEST_HEADING;
  if (whole.length > LONGEST_HEADING || whole !== line || /[.!?,;:|]$/u.test(line)) return false;
  const standsAlone =
    (before <= 0 || /\n[ \t]*$/u.test(text.slice(0, before).slice(-40))) &&
    /^\n[ \t]*\n/u.test(text.slice(end, end + 40));
  return standsAlone && /^[\p{Lu}\p{N}]/u.test(line);
}

function cutLong(sentence: Sentence): Sentence[] {
  if (sentence.end - sentence.start <= LONGEST) return [sentence];
  const pieces: Sentence[] = [];
  for (let start = sentence.start; start < sentence.end; start += LONGEST)
    pieces.push({ ...sentence, start, end: Math.min(start + LONGEST, sentence.end) });
  return pieces;
}
