import { eachRow, placeOf, type Segment } from './segment';

/** A stem that is looked for. */
export interface WantedStem {
  /** The vocabulary's numbers of the stem and of longer ones that count in its place, and how much each counts. */
  readonly terms: readonly { readonly number: number; readonly weight: number }[];
}

/** By field: title, heading, text. */
const BOOSTS = [1.5, 1.2, 1] as const;
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
    const ofStem = segments.map(({ starts }) => new Uint8Array(starts.length));
    for (const { number, weight } of terms) {
      const places = segments.map((segment) => placeOf(segment, number));
      const weights = rarities(segments, places, rows).map(
        (rarity, field) => rarity * weight * BOOSTS[field as 0],
      );
      for (const [nth, segment] of segments.entries()) {
        const place = places[nth] as number;
        if (place === -1) continue;
        const [own, marks] = [scores[nth] as Float64Array, ofStem[nth] as Uint8Array];
        eachRow(segment, place, (row, title, heading, text) => {
          marks[row] = 1;
          let score = 0;
          if (text > 0)
            score += (weights[2] as number) * frequencyScore(text, segment.lengths[3 * row + 2], averages[2]);
          if (title > 0)
            score += (weights[0] as number) * frequencyScore(title, segment.lengths[3 * row], averages[0]);
          if (heading > 0)
            score +=
              (weights[1] as number) * frequencyScore(heading, segment.lengths[3 * row + 1], averages[1]);
          own[row] = (own[row] as number) + score;
        });
      }
    }
    for (const [nth, marks] of ofStem.entries()) {
      const of = held[nth] as Uint16Array;
      for (let row = 0; row < marks.length; row += 1) of[row] = (of[row] as number) + (marks[row] as number);
    }
  }
  for (const [nth, own] of scores.entries())
    for (let row = 0; row < own.length; row += 1)
      own[row] = (own[row] as number) * (held[nth]?.[row] as number);
  return scores;
}

const frequencyScore = (frequency: number, length = 0, average = 1): number =>
  D + (frequency * (K + 1)) / (frequency + K * (1 - B + (B * length) / average));

/** By field, how much a term tells (inverse document frequency). */
function rarities(segments: readonly Segment[], places: readonly number[], rows: number): number[] {
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
  return [titles, headings, texts].map((count) => Math.log(1 + (rows - count + 0.5) / (count + 0.5)));
}

function averageLengths(segments: readonly Segment[], rows: number): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (const { lengths } of segments)
    for (let at = 0; at < lengths.length; at += 3) {
      sums[0] += lengths[at] as number;
      sums[1] += lengths[at + 1] as number;
      sums[2] += lengths[at + 2] as number;
    }
  return [sums[0] / rows, sums[1] / rows, sums[2] / rows];
}
