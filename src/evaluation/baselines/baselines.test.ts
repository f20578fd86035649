import { describe, expect, it } from 'vitest';
import { createBm25 } from './bm25';
import { keywordLabel } from './keyword-labels';
import { keywordTriage } from './keyword-triage';
import { lexRank } from './lex-rank';
import { majorityLabel } from './majority';
import { centroidsOf, leaveOneOutCentroids, nearestCentroid } from './nearest-centroid';
import { patternSpans } from './pattern-spans';
import { lead2, plainSentences, withinBudget } from './plain-sentences';
import { rankBySimilarity } from './power-iteration';
import { textRank } from './text-rank';

const vector = (...values: number[]) => Float32Array.from(values);

describe('baselines of classification', () => {
  it('take the commonest label', () => {
    expect(majorityLabel(['b', 'a', 'b'], ['a', 'b'])).toBe('b');
  });

  it('take the nearest mean, and leave an item out of its own', () => {
    const known = [
      { label: 'east', vector: vector(1, 0) },
      { label: 'east', vector: vector(0.8, 0.6) },
      { label: 'north', vector: vector(0, 1) },
    ];
    expect(nearestCentroid(vector(0.9, 0.1), centroidsOf(known))).toBe('east');
    expect(nearestCentroid(vector(1, 0), [])).toBe('');
    // Without itself nothing is labelled north.
    expect(leaveOneOutCentroids(known)).toEqual(['east', 'east', 'east']);
    expect(leaveOneOutCentroids(known.slice(0, 1))).toEqual(['']);
  });

  it('sort by a few keywords', () => {
    const sort = (text: string, isList = false) => keywordTriage({ subject: '', text, isList });
    expect(sort('Can you come today?')).toEqual({ category: 'reply', urgent: true });
    expect(sort('Please sign the form.')).toEqual({ category: 'act', urgent: false });
    expect(sort('The canteen is closed.')).toEqual({ category: 'read', urgent: false });
    expect(sort('Can you come today?', true)).toEqual({ category: 'skip', urgent: false });
  });

  it('label by shared words', () => {
    const labels = [
      { name: 'billing', description: 'invoices and payments' },
      { name: 'outage', description: 'the service is down' },
    ];
    expect(keywordLabel('Your service has been down since noon', labels)).toBe('outage');
    expect(keywordLabel('A payment is missing', labels)).toBe('billing');
  });
});

describe('baselines of summaries', () => {
  it('split by line and sentence', () => {
    expect(plainSentences('Hello Ada,\n\nWe meet at 9. Bring\nthe plan.\n\n---')).toEqual([
      'Hello Ada,',
      'We meet at 9.',
      'Bring the plan.',
    ]);
    expect(lead2(['a', 'b', 'c'])).toEqual(['a', 'b']);
  });

  it('fill the budget by rank, in the order of the text, with one sentence at least', () => {
    expect(withinBudget(['long first', 'b', 'c'], [0.1, 0.3, 0.6], 4)).toEqual(['b', 'c']);
    expect(withinBudget(['much too long', 'x'], [0.9, 0.1], 3)).toEqual(['much too long']);
  });

  it('rank the node that all others point to first, and share out what has no link', () => {
    const [hub = 0, one = 0, other = 0] = rankBySimilarity([
      [0, 1, 1],
      [1, 0, 0],
      [1, 0, 0],
    ]);
    expect(hub).toBeGreaterThan(one);
    expect(one).toBeCloseTo(other);
    expect(hub + one + other).toBeCloseTo(1);
    expect(
      rankBySimilarity([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual([0.5, 0.5]);
  });

  it.each([
    ['TextRank', textRank],
    ['LexRank', lexRank],
  ])('%s prefers the sentence that shares words with the others', (_name, rank) => {
    const ranks = rank([
      'The lease of the depot ends in May.',
      'Lunch was good.',
      'The depot lease can be renewed.',
      'Renewed leases cost more in May.',
    ]);
    expect(ranks.indexOf(Math.min(...ranks))).toBe(1);
  });
});

describe('createBm25', () => {
  it('ranks rare words above common ones and short texts above long ones, and leaves out the rest', () => {
    const texts = [
      { id: 'common', text: 'the gate the gate the gate' },
      { id: 'rare', text: 'the gate has a surcharge' },
      { id: 'short', text: 'surcharge' },
      { id: 'none', text: 'nothing of that' },
    ];
    const bm25 = createBm25(texts);
    expect(bm25('surcharge')).toEqual(['short', 'rare']);
    expect(bm25('gate surcharge')[0]).toBe('rare');
  });
});

describe('patternSpans', () => {
  it('finds what has a shape, each stretch once', () => {
    const text = 'Write to ada@x.example or ring +44 20 7946 0018. IBAN DE89 3704 0044 0532 0130 00.';
    expect(patternSpans(text).map(({ type, text: found }) => [type, found])).toEqual([
      ['email', 'ada@x.example'],
      ['phone', '+44 20 7946 0018'],
      ['iban', 'DE89 3704 0044 0532 0130 00'],
    ]);
  });
});
