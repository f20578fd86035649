import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accuracy,
  expectedCalibrationError,
  f1Of,
  macroF1,
  macroF1OfPresent,
} from './classification-metrics';

const expected = ['a', 'a', 'b', 'b', 'c'];
const predicted = ['a', 'b', 'b', 'b', 'a'];

describe('classification metrics', () => {
  it('counts right answers', () => {
    expect(accuracy(expected, predicted)).toBeCloseTo(3 / 5);
  });

  it('takes the harmonic mean of precision and recall of a class', () => {
    // a: precision 1/2, recall 1/2; b: precision 2/3, recall 1; c: never found.
    expect(f1Of('a', expected, predicted)).toBeCloseTo(0.5);
    expect(f1Of('b', expected, predicted)).toBeCloseTo(0.8);
    expect(f1Of('c', expected, predicted)).toBe(0);
    expect(macroF1(['a', 'b', 'c'], expected, predicted)).toBeCloseTo((0.5 + 0.8) / 3);
  });

  it('leaves labels out of the mean that a sample does not have, unless they were said', () => {
    expect(macroF1OfPresent(['a', 'b', 'c', 'd'], ['a', 'b'], ['a', 'b'])).toBe(1);
    expect(macroF1OfPresent(['a', 'b', 'c', 'd'], ['a', 'b'], ['a', 'c'])).toBeCloseTo(1 / 3);
    expect(macroF1OfPresent(['a'], [], [])).toBe(0);
  });

  it('refuses lists of different length', () => {
    expect(() => accuracy(['a'], [])).toThrow(/same length/u);
  });

  it('stays within 0 and 1, and is 1 for a perfect answer', () => {
    const label = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(fc.array(fc.tuple(label, label), { minLength: 1 }), (pairs) => {
        const truth = pairs.map(([first]) => first);
        const said = pairs.map(([, second]) => second);
        const score = macroF1(['a', 'b', 'c'], truth, said);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(accuracy(truth, truth)).toBe(1);
      }),
    );
  });
});

describe('expectedCalibrationError', () => {
  it('is zero where confidence equals accuracy', () => {
    const confidences = new Array<number>(10).fill(0.8);
    expect(
      expectedCalibrationError(
        confidences,
        confidences.map((_, index) => index < 8),
      ),
    ).toBeCloseTo(0);
  });

  it('is the gap where confidence exceeds accuracy', () => {
    expect(expectedCalibrationError([0.95, 0.95], [true, false])).toBeCloseTo(0.45);
  });

  it('puts a confidence of exactly 1 into the last bin', () => {
    expect(expectedCalibrationError([1, 1], [true, true])).toBeCloseTo(0);
  });
});
