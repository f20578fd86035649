import { expect, it } from 'vitest';
import type { EvaluationResult } from '../../src/contracts/evaluation';
import { formatResult } from './format-result';
import { renderSuite } from './readme-table';

const RESULT: EvaluationResult = {
  suite: 'pii',
  data: 'ward',
  n: 25,
  models: [],
  heldOut: false,
  method: 'By exact match.',
  metrics: { f1: 0.9, precision: 0.912, recall: 0.888 },
  intervals: { f1: [0.85, 0.94] },
  baselines: { patterns: { f1: 0.4, recall: 0.25 } },
  recallByType: { email: 1 },
  items: [],
};

it('renders a row for Deskside with intervals, one for each baseline, and says what is not held out', () => {
  expect(renderSuite('pii', [RESULT]).split('\n')).toEqual([
    '| pii | f1 | precision | recall |',
    '| --- | --- | --- | --- |',
    '| **ward, n = 25, not held out** | **0.900** (0.85–0.94) | **0.912** | **0.888** |',
    '| patterns | 0.400 | – | 0.250 |',
  ]);
  expect(renderSuite('pii', [])).toBe('');
});

it('prints what a person wants to know', () => {
  const text = formatResult(RESULT);
  expect(text).toContain('pii on ward, n = 25 (not held out)');
  expect(text).toMatch(/^f1 +0\.900 +0\.850 – 0\.940 +0\.400$/mu);
  expect(text).toContain('recall by type: email 1.00');
  expect(text).toContain('By exact match.');
});
