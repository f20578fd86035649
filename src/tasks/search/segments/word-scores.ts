import { eachRow, placeOf, type Segment } from './segment';

/** A stem that is looked for. */
export interface WantedStem {
  /** The vocabulary's numbers of the stem and of longer ones that count in its place, and how much each counts. */
  readonly terms: readonly { readonly number: number; readonly weight: number }[];
}

/** A number for each field. */
type ByField = readonly [title: number, heading: number, text: number];

const BOOSTS: ByField = [1.5, 1.2, 1];
/** Passages are of one length by and large, so length says less than it does for texts. */
const [K, B, D] = [1.2, 0.5, 0.5];

/**
 * BM25+ (Robertson & Zaragoza 2009; Lv & Zhai 2011) of each row of each segment, summed over stems and fields and multiplied by how many of the
 * stems it holds; 0 for a row that holds none.
 */
export function scoreWords(
  segments: readonly Segment[],
  wanted: readonly WantedStem[],
): readonly Float64Array[] {
  const rows = segments.reduce((sum, { starts }) => sum + starts.length, 0);
  const averages = averageLengths(segments, rows);
  const scores = segments.map(({ starts }) => new Float64Array(starts.length));
  const held = segments.map(({ starts }) => new Uint16Array(starts.length));
  for (const { terms } of wanted) {
    const holding = segments.map(({ starts }) => new Uint8Array(starts.length));
    for (const { number, weight } of terms) {
      const places = segments.map((segment) => placeOf(segment, number));
      const [title, heading, text] = rarities(segments, places, rows);
      const weights: ByField = [
        weight * BOOSTS[0] * title,
        weight * BOOSTS[1] * heading,
        weight * BOOSTS[2] * text,
      ];
      for (const [nth, segment] of segments.entries())
        addScores(
          segment,
          places[nth] as number,
          { weights, averages },
          scores[nth] as Float64Array,
          holding[nth] as Uint8Array,
        );
    }
    for (const [nth, counts] of held.entries())
      for (let row = 0; row < counts.length; row += 1)
        counts[row] = (counts[row] as number) + (holding[nth]?.[row] as number);
  }
  for (const [nth, own] of scores.entries())
    for (let row = 0; row < own.length; row += 1)
      own[row] = (own[row] as number) * (held[nth]?.[row] as number);
  return scores;
}

/** Adds what a term gives the rows that hold it, and marks these. */
function addScores(
  segment: Segment,
  place: number,
  { weights, averages }: { readonly weights: ByField; readonly averages: ByField },
  scores: Float64Array,
  holding: Uint8Array,
): void {
  if (place === -1) return;
  const scoreOf = (row: number, field: 0 | 1 | 2, frequency: number): number => {
    if (frequency === 0) return 0;
    const length = (segment.lengths[3 * row + field] as number) / averages[field];
    return weights[field] * (D + (frequency * (K + 1)) / (frequency + K * (1 - B + B * length)));
  };
  eachRow(segment, place, (row, title, heading, text) => {
    scores[row] =
      (scores[row] as number) + scoreOf(row, 0, title) + scoreOf(row, 1, heading) + scoreOf(row, 2, text);
    holding[row] = 1;
  });
}

/** By field, how much a term tells (inverse document frequency). */
function rarities(segments: readonly Segment[], places: readonly number[], rows: number): ByField {
  let [titles, headings, texts] = [0, 0, 0];
  for (const [nth, segment] of segments.entries()) {
    const place = places[nth] as number;
    if (place === -1) continue;
    eachRow(segment, place, (_, title, heading, text) => {
      if (title > 0) titles += 1;
      if (heading > 0) headings += 1;
      if (text > 0) texts += 1;
    });
  }
  return [rarityOf(titles, rows), rarityOf(headings, rows), rarityOf(texts, rows)];
}

/** How much something tells that so many of the rows hold, as BM25 has it (inverse document frequency). */
export function rarityOf(holding: number, rows: number): number {
  return Math.log(1 + (rows - holding + 0.5) / (holding + 0.5));
}

function averageLengths(segments: readonly Segment[], rows: number): ByField {
  const sums: [number, number, number] = [0, 0, 0];
  for (const { lengths } of segments)
    for (let at = 0; at < lengths.length; at += 3) {
      sums[0] += lengths[at] as number;
      sums[1] += lengths[at + 1] as number;
      sums[2] += lengths[at + 2] as number;
    }
  return [sums[0] / rows, sums[1] / rows, sums[2] / rows];
}
