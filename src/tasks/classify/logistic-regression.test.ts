import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLogisticRegression, scoresOf, softmax } from './logistic-regression';

const flat = (penalty: number): Float64Array => Float64Array.from([penalty, penalty, 0]);

/** Points around three corners, with a constant for the intercept. */
function threeClouds(): { rows: Float64Array[]; labels: number[] } {
  const centres = [
    [2, 0],
    [-2, 0],
    [0, 3],
  ];
  const rows: Float64Array[] = [];
  const labels: number[] = [];
  for (let index = 0; index < 150; index++) {
    const label = index % 3;
    const [x = 0, y = 0] = centres[label] ?? [];
    rows.push(Float64Array.from([x + Math.sin(index * 1.7), y + Math.cos(index * 2.3), 1]));
    labels.push(label);
  }
  return { rows, labels };
}

const everyRow = (rows: readonly unknown[]): number[] => rows.map(() => 1);

describe('fitLogisticRegression', () => {
  it('separates three clouds', () => {
    const { rows, labels } = threeClouds();
    const weights = fitLogisticRegression(
      { rows, labels, importance: everyRow(rows), classes: 3 },
      { penalty: flat(0.1) },
    );
    const right = rows.filter((row, index) => {
      const scores = scoresOf(weights, row, 3);
      return scores.indexOf(Math.max(...scores)) === labels[index];
    });
    expect(right.length / rows.length).toBeGreaterThan(0.97);
  });

  it('gives the log-odds of the data where nothing else is to be learnt', () => {
    const rows = Array.from({ length: 10 }, () => Float64Array.from([1]));
    const labels = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1];
    const weights = fitLogisticRegression(
      { rows, labels, importance: everyRow(rows), classes: 2 },
      { penalty: Float64Array.from([0]) },
    );
    expect(softmax(scoresOf(weights, Float64Array.from([1]), 2))[0]).toBeCloseTo(0.7, 2);
  });

  it('stays at the prior where there is no data for a feature, and near it under a strong penalty', () => {
    const { rows, labels } = threeClouds();
    const prior = Float64Array.from([5, 5, 0, -5, 5, 0, 0, -10, 0]);
    const weights = fitLogisticRegression(
      { rows, labels, importance: everyRow(rows), classes: 3 },
      { penalty: flat(1e6), prior },
    );
    expect(weights[0]).toBeCloseTo(5, 2);
    expect(weights[7]).toBeCloseTo(-10, 2);
  });

  it('counts an important row as so many rows', () => {
    const rows = [Float64Array.from([1]), Float64Array.from([1])];
    const weights = fitLogisticRegression(
      { rows, labels: [0, 1], importance: [3, 1], classes: 2 },
      { penalty: Float64Array.from([0]) },
    );
    expect(softmax(scoresOf(weights, Float64Array.from([1]), 2))[0]).toBeCloseTo(0.75, 2);
  });

  it('learns only what the given scores miss', () => {
    const rows = Array.from({ length: 10 }, () => Float64Array.from([1]));
    const labels = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1];
    const fit = (offset: number): Float64Array =>
      fitLogisticRegression(
        { rows, labels, importance: everyRow(rows), classes: 2, offsets: rows.map(() => [offset, 0]) },
        { penalty: Float64Array.from([0.001]) },
      );
    const right = fit(Math.log(7 / 3));
    expect(Math.max(...right.map(Math.abs))).toBeLessThan(0.02);
    const [up = 0, down = 0] = fit(0);
    expect(up - down).toBeCloseTo(Math.log(7 / 3), 1);
  });

  it('comes to the probabilities that a row is given in place of a label', () => {
    const weights = fitLogisticRegression(
      { rows: [Float64Array.from([1])], labels: [1], importance: [10], classes: 2, targets: [[0.8, 0.2]] },
      { penalty: Float64Array.from([0.001]) },
    );
    expect(softmax(scoresOf(weights, Float64Array.from([1]), 2))[0]).toBeCloseTo(0.8, 2);
  });
});

describe('softmax', () => {
  it('sums to 1 for scores of any size', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 }), (scores) => {
        const sum = softmax(scores).reduce((total, share) => total + share, 0);
        expect(sum).toBeCloseTo(1, 9);
      }),
    );
  });
});
