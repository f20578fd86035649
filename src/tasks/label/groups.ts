import { softmax } from '../classify/logistic-regression';
import { dot } from '../text/vectors';
import { LABEL_TUNING } from './label-tuning';
import { createPace } from './pace';

/** A text as the groups see it. */
export interface GroupMember {
  /** Unit vector. */
  readonly vector: Float32Array;
  /** What speaks for each label besides the meaning; added to its closeness. */
  readonly hints: readonly number[];
  /** Index of the label that the user told; null for a text to be labelled. */
  readonly label: number | null;
}

/** Shares under this are next to nothing, and would cost as much as the others. */
const LEAST_SHARE = 0.01;

/**
 * Finds where each label's texts lie: begins with the meaning of the label's words and moves to the texts that are taken to belong to it,
 * by expectation and maximisation over unit vectors with a prior on each direction (after Banerjee et al. 2005). It assumes nothing about
 * how many texts a label has.  The result is the sum of what belongs to each label; its direction is where the label lies.
 */
export async function findGroups(
  words: readonly Float32Array[],
  members: readonly GroupMember[],
  signal?: AbortSignal,
): Promise<readonly Float32Array[]> {
  const { groupRounds, wordsCount, exampleCount } = LABEL_TUNING;
  const pace = createPace(signal);
  let sums: readonly Float32Array[] = words;
  for (let round = 0; round < groupRounds; round++) {
    const directions = sums.map(unit);
    sums = words.map((word) => word.map((value) => value * wordsCount));
    for (const member of members) {
      const shares = member.label === null ? sharesOf(member, directions) : null;
      sums.forEach((sum, label) => {
        const share = shares ? (shares[label] ?? 0) : member.label === label ? exampleCount : 0;
        if (share > LEAST_SHARE) addTo(sum, member.vector, share);
      });
      await pace();
    }
  }
  return sums;
}

/** Closeness of each text to each group, hints included. */
export async function closenessToGroups(
  members: readonly GroupMember[],
  sums: readonly Float32Array[],
  signal?: AbortSignal,
): Promise<number[][]> {
  const pace = createPace(signal);
  const directions = sums.map(unit);
  const rows: number[][] = [];
  for (const member of members) {
    rows.push(closenessOf(member, directions));
    await pace();
  }
  return rows;
}

function closenessOf(member: GroupMember, directions: readonly Float32Array[]): number[] {
  return directions.map((direction, label) => dot(direction, member.vector) + (member.hints[label] ?? 0));
}

function sharesOf(member: GroupMember, directions: readonly Float32Array[]): number[] {
  return softmax(closenessOf(member, directions).map((value) => value * LABEL_TUNING.groupSharpness));
}

/** Adds a share of a vector to a sum, in place. */
export function addTo(sum: Float32Array, vector: Float32Array, share: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + share * (vector[i] ?? 0);
}

export function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  return vector.map((value) => value / length);
}
