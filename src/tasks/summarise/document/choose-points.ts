import type { SummarySentence } from '../../../contracts/briefing';

/** A sentence of a section that may stand in the summary of the whole. */
export interface Point {
  readonly sentence: SummarySentence;
  /** Worth of each specific in it by a key; each key counts once in a summary. */
  readonly covers: ReadonlyMap<string, number>;
  /** How much the document turns about its words, 0 to 2. */
  readonly worth: number;
  /** Number of its section. */
  readonly section: number;
  /** Of the section, 0 for the first, 1 for the last. */
  readonly place: number;
  readonly documentId: string;
}

/** What a specific weighs next to the words: a summary must say what it is about before it says how much. */
const WEIGHT_OF_SPECIFICS = 0.45;
/** What a sentence is worth where its section has given one already. */
const AGAIN_FROM_SECTION = 0.6;
/** A document is covered from its beginning to its end: what a sentence is worth where its part has given one already. */
const PARTS = 8;
const AGAIN_FROM_PART = 0.8;
/** The beginning of a document says what it is about. */
const WORTH_OF_OPENING = 0.35;
/** Below this a sentence says little by itself, and a row of a table less. UTF-16 code units. */
const SHORT = 45;
const WORTH_OF_SHORT = 0.6;
const WORTH_OF_ROW = 0.5;
/** How much of a sentence's length counts against it: by its letters alone, the shortest would always win. */
const LENGTH_POWER = 0.4;

/**
 * The sentences that say most within a length, in the order of the text: greedy by gain for length under a budget, where a specific counts once
 * and each section counts less the more it has given (Lin and Bilmes, 2011).
 */
export function choosePoints(points: readonly Point[], room: number, most: number): Point[] {
  const chosen: Point[] = [];
  const covered = new Map<string, number>();
  let left = room;
  while (chosen.length < most) {
    let best: { readonly point: Point; readonly rate: number } | null = null;
    for (const point of points) {
      const length = point.sentence.text.length + 1;
      if (chosen.includes(point) || length > left + 1) continue;
      const rate = gainOf(point, covered, chosen) / length ** LENGTH_POWER;
      if (!best || rate > best.rate) best = { point, rate };
    }
    if (!best) break;
    const { point } = best;
    chosen.push(point);
    left -= point.sentence.text.length + 1;
    for (const [key, value] of point.covers) covered.set(key, Math.max(covered.get(key) ?? 0, value));
  }
  const order = new Map(points.map((point, index) => [point, index]));
  return chosen.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
}

function gainOf(point: Point, covered: ReadonlyMap<string, number>, chosen: readonly Point[]): number {
  let specifics = 0;
  for (const [key, value] of point.covers) specifics += Math.max(0, value - (covered.get(key) ?? 0));
  const ofDocument = chosen.filter(({ documentId }) => documentId === point.documentId);
  const ofSection = ofDocument.filter(({ section }) => section === point.section).length;
  const ofPart = ofDocument.filter(({ place }) => partOf(place) === partOf(point.place)).length;
  const opening = point.section === 0 ? WORTH_OF_OPENING : 0;
  const again = AGAIN_FROM_SECTION ** ofSection * AGAIN_FROM_PART ** ofPart;
  const { text } = point.sentence;
  const shape = (text.length < SHORT ? WORTH_OF_SHORT : 1) * (text.includes(' | ') ? WORTH_OF_ROW : 1);
  return (point.worth + opening + WEIGHT_OF_SPECIFICS * specifics) * shape * again;
}

function partOf(place: number): number {
  return Math.min(PARTS - 1, Math.floor(place * PARTS));
}
