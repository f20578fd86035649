import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATEGORIES, type Category, type Correction } from '../../contracts/briefing';
import { recall } from './correction-memory';

/** A unit vector in the plane whose cosine with `vectorAt(1)` is `cosine`. */
function vectorAt(cosine: number): Float32Array {
  return Float32Array.from([cosine, Math.sqrt(1 - cosine * cosine)]);
}

function correction(overrides: Partial<Correction> = {}): Correction {
  return {
    id: 'm',
    category: 'skip',
    urgent: false,
    madeAt: '2026-10-13T08:00:00.000Z',
    sender: 'news@shop.example',
    embedding: vectorAt(1),
    ...overrides,
  };
}

const evidenceFor = (category: Category, weights: readonly number[]): number =>
  weights[CATEGORIES.indexOf(category)] ?? Number.NaN;

describe('recall', () => {
  it('moves a near-duplicate of the same sender by more than the classifier can hold against it', () => {
    const { category, strongest } = recall('news@shop.example', vectorAt(0.9), [correction()]);
    expect(evidenceFor('skip', category)).toBeGreaterThan(4.6);
    expect(strongest?.sameSender).toBe(true);
  });

  it('moves a near-duplicate of another sender too', () => {
    const { category } = recall('other@shop.example', vectorAt(0.95), [correction()]);
    expect(evidenceFor('skip', category)).toBeGreaterThan(4.6);
  });

  it('leaves another mail of that sender alone after one correction, and follows after two', () => {
    const unlike = vectorAt(0.1);
    expect(recall('news@shop.example', unlike, [correction()]).category).toEqual([0, 0, 0, 0]);
    const twice = recall('news@shop.example', unlike, [correction(), correction({ id: 'n' })]);
    expect(evidenceFor('skip', twice.category)).toBeGreaterThan(1);
    expect(twice.strongest?.correction.category).toBe('skip');
  });

  it('forms no habit from corrections that disagree', () => {
    const mixed = [correction({ category: 'read' }), correction({ id: 'n' })];
    expect(recall('news@shop.example', vectorAt(0.1), mixed).category).toEqual([0, 0, 0, 0]);
  });

  it('does nothing to dissimilar mail of other senders, whatever was corrected', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...CATEGORIES)),
        fc.double({ min: -1, max: 0.59, noNaN: true }),
        (labels, cosine) => {
          const corrections = labels.map((category, index) =>
            correction({ id: `${index}`, category, urgent: true }),
          );
          expect(recall('someone@else.example', vectorAt(cosine), corrections)).toEqual({
            category: [0, 0, 0, 0],
            urgency: 0,
            strongest: null,
          });
        },
      ),
    );
  });

  it('weighs more the more alike the mails are', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (one, other) => {
          const [less, more] = one < other ? [one, other] : [other, one];
          const at = (cosine: number): number =>
            evidenceFor('skip', recall('x@y.example', vectorAt(cosine), [correction()]).category);
          expect(at(more)).toBeGreaterThanOrEqual(at(less));
        },
      ),
    );
  });

  it('pulls urgency towards what was said, and has no use for a mail without a vector', () => {
    const urgent = correction({ category: 'reply', urgent: true });
    expect(recall('x@y.example', vectorAt(1), [urgent]).urgency).toBeGreaterThan(0);
    expect(recall('x@y.example', vectorAt(1), [correction()]).urgency).toBeLessThan(0);
    expect(recall('x@y.example', new Float32Array(), [correction()]).strongest).toBeNull();
  });
});
