import fc from 'fast-check';
import MiniSearch from 'minisearch';
import { describe, expect, it } from 'vitest';
import { keywordTerms, wantedStems } from '../keyword-terms';
import { stemOf } from '../stems';
import { findWordPlaces } from '../words';
import { SegmentStore } from './segment-store';
import { scoreWords } from './word-scores';

const WORDS = [
  'gate',
  'gates',
  'gated',
  'lease',
  'leases',
  'noon',
  'clean',
  'cleaning',
  'the',
  'key',
  'keys',
  '42',
];
const words = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 12 })
  .map((each) => each.join(' '));
const text = fc.record({ title: words, text: words });

/** The scores of the same passages in MiniSearch, with what the search asks of it. */
function scoresOfMiniSearch(
  texts: readonly { readonly id: string; readonly title: string; readonly text: string }[],
  terms: ReturnType<typeof keywordTerms>,
): Map<string, number> {
  const index = new MiniSearch({
    ...{ fields: ['title', 'heading', 'text'], processTerm: (term) => term },
    tokenize: (line) => (line === '' ? [] : line.split(' ')),
  });
  const stems = (line: string): string =>
    Array.from(findWordPlaces(line), ({ word }) => stemOf(word, 'en')).join(' ');
  index.addAll(
    texts.map(({ id, ...each }) => ({ id, title: stems(each.title), heading: '', text: stems(each.text) })),
  );
  const found = index.search({
    combineWith: 'OR',
    queries: terms.map(({ stems: looked, isBeginning }) => ({
      ...{ combineWith: 'OR', queries: [...looked], prefix: isBeginning },
    })),
    ...{ boost: { title: 1.5, heading: 1.2, text: 1 }, bm25: { k: 1.2, b: 0.5, d: 0.5 } },
    weights: { fuzzy: 0, prefix: 0.4 },
  });
  return new Map(found.map(({ id, score }) => [id as string, score]));
}

describe('the scores of words', () => {
  it('are those of BM25+ as MiniSearch has it, whatever came and went', () => {
    const property = fc.property(
      fc.array(text, { minLength: 1, maxLength: 12 }),
      fc.array(fc.nat(12)),
      words,
      fc.boolean(),
      (made, gone, query, typing) => {
        const texts = made.map((each, nth) => ({ id: `t${nth}`, ...each }));
        const store = new SegmentStore();
        for (const each of texts) store.add(each);
        store.all();
        store.remove(new Set(gone.map((nth) => `t${nth}`)));
        const left = texts.filter((_, nth) => !gone.includes(nth));
        const { vocabulary } = store;
        const terms = keywordTerms(query, typing, { vocabulary, languages: new Set(['en']) });
        const segments = store.all();
        const scores = scoreWords(segments, wantedStems(terms, vocabulary));
        const expected = scoresOfMiniSearch(left, terms);
        const rows = segments.flatMap(({ items }, nth) =>
          items.map(({ id }, item) => [id, scores[nth]?.[segments[nth]?.firstRows[item] ?? 0] ?? 0] as const),
        );
        expect(rows.map(([id]) => id).sort()).toEqual(left.map(({ id }) => id).sort());
        for (const [id, score] of rows) expect(score).toBeCloseTo(expected.get(id) ?? 0, 9);
      },
    );
    fc.assert(property);
  });
});
