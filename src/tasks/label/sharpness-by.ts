import { softmax } from '../classify/logistic-regression';
import { LABEL_TUNING } from './label-tuning';

/** Texts that are looked at; more would not change the mean. */
const MOST_TEXTS = 1000;
const HALVINGS = 20;

/**
 * What makes closeness into probabilities. How often two ways of judging agree tells how often one of them is right (Jiang et al. 2022), so
 * it must not be surer, on average, than the labels' words alone agree with the groups that were found from them.
 * `byWords` and `byGroups`: closeness of each text to each label.
 */
export function sharpnessBy(
  byWords: readonly (readonly number[])[],
  byGroups: readonly (readonly number[])[],
): number {
  const { agreementPrior } = LABEL_TUNING;
  const agreed = byWords.filter((row, index) => likeliest(row) === likeliest(byGroups[index] ?? [])).length;
  const agreement = (agreed + agreementPrior) / (byWords.length + agreementPrior);
  const step = Math.max(1, Math.floor(byGroups.length / MOST_TEXTS));
  const looked = byGroups.filter((_, index) => index % step === 0);
  let [low, high]: [number, number] = [0, LABEL_TUNING.sharpness];
  if (meanConfidence(looked, high) <= agreement) return high;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (meanConfidence(looked, middle) > agreement) high = middle;
    else low = middle;
  }
  return low;
}

function likeliest(row: readonly number[]): number {
  return row.indexOf(Math.max(...row));
}

function meanConfidence(rows: readonly (readonly number[])[], sharpness: number): number {
  const sum = rows.reduce(
    (total, row) => total + Math.max(...softmax(row.map((value) => value * sharpness))),
    0,
  );
  return sum / Math.max(1, rows.length);
}
