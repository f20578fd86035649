import { expect, it } from 'vitest';
import { renderComparison } from './compare-models';

it('sets quality beside speed and size', () => {
  const table = renderComparison({
    suite: 'summary',
    data: 'ward',
    n: 60,
    models: [
      {
        writer: 'none',
        bytes: 0,
        msPerMail: 20,
        sentencesWorded: 0,
        metrics: { factRecall: 0.7, compression: 0.3, rougeL: 0.25 },
        intervals: {},
      },
      {
        writer: 'large',
        bytes: 98_362_432,
        msPerMail: 1500,
        sentencesWorded: 1.25,
        metrics: { factRecall: 0.71, unsupportedRate: 0.01, compression: 0.29, rougeL: 0.3 },
        intervals: {},
      },
    ],
  });
  expect(table.split('\n').slice(2)).toEqual([
    '| none | 0.700 | 0.000 | 0.300 | 0.250 | 0.00 | 0.02 | 0 |',
    '| large | 0.710 | 0.010 | 0.290 | 0.300 | 1.25 | 1.50 | 98 |',
  ]);
});
