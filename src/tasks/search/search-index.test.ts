import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSearchIndex } from './search-index';
import { packVector } from './vector-matrix';

const LEASE = {
  id: 'lease',
  title: 'Office lease',
  text: 'The lease ends on 31 March. Notice must be given six months before.',
};
const LUNCH = {
  id: 'lunch',
  title: 'Lunch',
  text: 'There is soup in the canteen today. Bring your own spoon.',
};
const GERMAN = {
  id: 'german',
  title: 'Rechnung',
  text: 'Die Rechnungen sind bezahlt, und die Verträge für das Lager werden am Montag von uns unterschrieben.',
};

const unit = (...values: number[]): Float32Array => {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
};

function indexOf(...texts: readonly { id: string; title: string; text: string }[]) {
  const index = createSearchIndex();
  for (const text of texts) index.add(text);
  return index;
}

describe('the index', () => {
  it('finds a text by another form of its word, at the place where it stands', () => {
    const [best, ...others] = indexOf(LEASE, LUNCH, GERMAN).rank({
      query: 'when do the leases end',
      vector: null,
      limit: 10,
    });
    expect(best?.item.id).toBe('lease');
    expect(LEASE.text.slice(best?.start, best?.end)).toContain('The lease ends on 31 March');
    expect(others.map(({ item }) => item.id)).not.toContain('lunch');
  });

  it('knows forms of German words in German texts', () => {
    const find = (query: string) =>
      indexOf(LEASE, GERMAN).rank({ query, vector: null, limit: 1 })[0]?.item.id;
    expect(find('Lagern')).toBe('german');
    expect(find('Rechnungen')).toBe('german');
  });

  it('looks for all that a misspelt word may mean, and never for another where the word stands somewhere', () => {
    const text = (id: string, words: string) => ({ id, title: id, text: `${words} came in the morning.` });
    const index = indexOf(text('a', 'The inspection'), text('b', 'The inspector'), text('c', 'The melting'));
    const ids = (query: string) => index.rank({ query, vector: null, limit: 5 }).map(({ item }) => item.id);
    expect(ids('inspecton').sort()).toEqual(['a', 'b']);
    expect(ids('inspector')).toEqual(['b']);
    index.add(text('d', 'The meeting'));
    expect(ids('meeting')).toEqual(['d']);
  });

  it('finds the word that is being typed by its beginning, but only then', () => {
    const index = indexOf(LEASE, LUNCH);
    const ids = (typing: boolean) =>
      index.rank({ query: 'cante', vector: null, typing, limit: 5 }).map(({ item }) => item.id);
    expect(ids(true)).toEqual(['lunch']);
    expect(ids(false)).toEqual([]);
  });

  it('finds by meaning what shares no word, and by both what shares all', () => {
    const index = indexOf(LEASE, LUNCH);
    index.setVectors('lease', [packVector(unit(1, 0, 0.1))]);
    index.setVectors('lunch', [packVector(unit(0, 1, 0.1))]);
    const rank = (query: string, vector: Float32Array) => index.rank({ query, vector, limit: 5 })[0];
    expect(rank('rent contract', unit(1, 0, 0))).toMatchObject({ item: { id: 'lease' }, byWords: false });
    expect(rank('soup in the canteen', unit(1, 0.95, 0))).toMatchObject({
      item: { id: 'lunch' },
      byWords: true,
    });
  });

  it('still finds a text by its words whose vector is not there yet', () => {
    const index = indexOf(LEASE, LUNCH);
    index.setVectors('lunch', [packVector(unit(0, 1))]);
    expect(index.rank({ query: 'lease notice', vector: unit(1, 0.4), limit: 1 })[0]?.item.id).toBe('lease');
  });

  it('holds nothing of a text that was removed, neither words nor vectors', () => {
    const index = indexOf(LEASE, LUNCH);
    index.setVectors('lease', [packVector(unit(1, 0))]);
    index.remove(['lease']);
    expect(index.rank({ query: 'lease notice', vector: unit(1, 0), limit: 5 })).toEqual([]);
    expect(index.complete('lea', 5)).toEqual([]);
    index.add(LEASE);
    expect(index.rank({ query: 'lease', vector: null, limit: 5 })).toHaveLength(1);
  });

  it('takes no vectors of another text, and leaves out what is not accepted', () => {
    const index = indexOf(LEASE);
    expect(index.setVectors('lease', [])).toBe(false);
    expect(index.setVectors('gone', [packVector(unit(1))])).toBe(false);
    expect(index.rank({ query: 'lease', vector: null, limit: 5, accepts: () => false })).toEqual([]);
  });

  it('gives places that lie within the text, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string(), (text, query) => {
        const index = indexOf({ id: 'a', title: '', text });
        for (const { start, end } of index.rank({
          query: `${query} ${text.slice(0, 20)}`,
          vector: null,
          limit: 3,
        })) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});
