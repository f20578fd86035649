import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATEGORIES, type Category, type Correction } from '../../contracts/briefing';
import { listOf, recall } from './correction-memory';

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
    const { category, strongest } = recall(
      { sender: 'news@shop.example', list: '', thread: 'one' },
      vectorAt(0.9),
      [correction()],
    );
    expect(evidenceFor('skip', category)).toBeGreaterThan(4.6);
    expect(strongest?.by).toBe('sender');
  });

  it('moves a near-duplicate of another sender too', () => {
    const { category } = recall({ sender: 'other@shop.example', list: '', thread: 'one' }, vectorAt(0.95), [
      correction(),
    ]);
    expect(evidenceFor('skip', category)).toBeGreaterThan(4.6);
  });

  it('leaves the other mails of a conversation alone, where one answer settles another, unless the user wants none of it', () => {
    const next = { sender: 'ann@y.example', list: '', thread: 'one' };
    const answered = correction({ sender: 'ann@y.example', thread: 'one', category: 'read' });
    expect(recall(next, vectorAt(0.95), [answered]).category).toEqual([0, 0, 0, 0]);
    expect(
      evidenceFor('read', recall({ ...next, thread: 'two' }, vectorAt(0.95), [answered]).category),
    ).toBeGreaterThan(4.6);
    const unwanted = { ...answered, category: 'skip' as const };
    expect(evidenceFor('skip', recall(next, vectorAt(0.95), [unwanted]).category)).toBeGreaterThan(4.6);
  });

  it('leaves another mail of that sender alone after one correction, and follows after two', () => {
    const unlike = vectorAt(0.1);
    expect(
      recall({ sender: 'news@shop.example', list: '', thread: 'one' }, unlike, [correction()]).category,
    ).toEqual([0, 0, 0, 0]);
    const twice = recall({ sender: 'news@shop.example', list: '', thread: 'one' }, unlike, [
      correction(),
      correction({ id: 'n' }),
    ]);
    expect(evidenceFor('skip', twice.category)).toBeGreaterThan(1);
    expect(twice.strongest?.correction.category).toBe('skip');
  });

  it('remembers what is done with a mailing list, whoever writes over it', () => {
    const list = 'tennis.club.example';
    const corrections = [
      correction({ list, sender: 'a@club.example' }),
      correction({ list, sender: 'b@club.example', id: 'n' }),
    ];
    const { category, strongest } = recall(
      { sender: 'c@club.example', list, thread: 'one' },
      vectorAt(0.1),
      corrections,
    );
    expect(evidenceFor('skip', category)).toBeGreaterThan(1);
    expect(strongest?.by).toBe('list');
    expect(
      recall({ sender: 'c@club.example', list: '', thread: 'one' }, vectorAt(0.1), corrections).strongest,
    ).toBeNull();
  });

  it('forms no habit from corrections that disagree', () => {
    const mixed = [correction({ category: 'read' }), correction({ id: 'n' })];
    expect(
      recall({ sender: 'news@shop.example', list: '', thread: 'one' }, vectorAt(0.1), mixed).category,
    ).toEqual([0, 0, 0, 0]);
  });

  it('does nothing to dissimilar mail of other senders, whatever was corrected', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...CATEGORIES)),
        fc.double({ min: -1, max: 0.69, noNaN: true }),
        (labels, cosine) => {
          const corrections = labels.map((category, index) =>
            correction({ id: `${index}`, category, urgent: true }),
          );
          expect(
            recall(
              { sender: 'someone@else.example', list: '', thread: 'one' },
              vectorAt(cosine),
              corrections,
            ),
          ).toEqual({
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
            evidenceFor(
              'skip',
              recall({ sender: 'x@y.example', list: '', thread: 'one' }, vectorAt(cosine), [correction()])
                .category,
            );
          expect(at(more)).toBeGreaterThanOrEqual(at(less));
        },
      ),
    );
  });

  it('pulls urgency towards what was said, and has no use for a mail without a vector', () => {
    const urgent = correction({ category: 'reply', urgent: true });
    expect(
      recall({ sender: 'x@y.example', list: '', thread: 'one' }, vectorAt(1), [urgent]).urgency,
    ).toBeGreaterThan(0);
    expect(
      recall({ sender: 'x@y.example', list: '', thread: 'one' }, vectorAt(1), [correction()]).urgency,
    ).toBeLessThan(0);
    expect(
      recall({ sender: 'x@y.example', list: '', thread: 'one' }, new Float32Array(), [correction()])
        .strongest,
    ).toBeNull();
  });
});

describe('listOf', () => {
  it.each([
    ['"Tennis club" <Tennis.Club.example>', 'tennis.club.example'],
    ['news.shop.example', 'news.shop.example'],
    [undefined, ''],
  ])('reads %s', (header, list) => {
    expect(listOf({ headers: header === undefined ? {} : { 'list-id': header } })).toBe(list);
  });
});
