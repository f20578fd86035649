import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LearntHead } from '../../contracts/learning';
import { residualWithinReach, type Taught } from './learnt-head';

const HEAD: LearntHead = {
  ...{ embedderId: 'e', dimensions: 2, cues: ['soleRecipient'], corrections: 1 },
  // For each category: two dimensions, the cue, the constant.
  weights: Float32Array.from([4, 0, 1, 0.5, -4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
};

function vectorAt(cosine: number): Float32Array {
  return Float32Array.from([cosine, Math.sqrt(Math.max(0, 1 - cosine * cosine))]);
}

const TAUGHT: Taught = { category: 'reply', thread: 'taught', embedding: vectorAt(1) };

function mail(embedding: Float32Array, cue: number, thread = 'other') {
  return { embedding, cues: [cue], thread };
}

describe('what was learnt', () => {
  it('counts in full for a mail like one that was corrected', () => {
    expect(residualWithinReach(HEAD, mail(vectorAt(1), 1), [TAUGHT])).toEqual([5.5, -4, 0, 0]);
  });

  it('leaves a mail alone that is like none of those that were corrected, whatever its cues', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 0.64, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (cosine, cue) => {
          expect(residualWithinReach(HEAD, mail(vectorAt(cosine), cue), [TAUGHT])).toEqual([0, 0, 0, 0]);
        },
      ),
    );
  });

  it('does not carry over to other mails of the same conversation, save the wish to see none of it', () => {
    const sameThread = mail(vectorAt(0.95), 1, 'taught');
    expect(residualWithinReach(HEAD, sameThread, [TAUGHT])).toEqual([0, 0, 0, 0]);
    expect(residualWithinReach(HEAD, sameThread, [{ ...TAUGHT, category: 'skip' }])[0]).toBeGreaterThan(4);
  });

  it('says nothing of a mail without a vector, or with one of another embedder', () => {
    expect(residualWithinReach(HEAD, mail(new Float32Array(), 1), [TAUGHT])).toEqual([0, 0, 0, 0]);
    expect(residualWithinReach(HEAD, mail(new Float32Array(3).fill(1), 1), [TAUGHT])).toEqual([0, 0, 0, 0]);
  });
});
