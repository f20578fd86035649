import { describe, expect, it } from 'vitest';
import type { LabelledRow } from '../../../app/labels/labels-api';
import { countLabelled, filterLabelled } from './filter-labelled';

function row(
  index: number,
  label: string | null,
  confidence: number,
  told: string | null = null,
): LabelledRow {
  const verdict = { label, likeliest: label ?? 'a', confidence, probabilities: {}, reasons: [] };
  return { index, text: `row ${index}`, verdict, told };
}

const ROWS: readonly LabelledRow[] = [
  row(0, 'a', 0.9),
  row(1, null, 0.3),
  row(2, null, 0.2),
  row(3, null, 0.1, 'b'),
  { index: 4, text: 'not read', verdict: null, told: null },
];

describe('filterLabelled', () => {
  it('shows first what it is least sure about, without what was told or not read', () => {
    expect(filterLabelled(ROWS, { kind: 'unsure' }).map(({ index }) => index)).toEqual([2, 1]);
  });

  it('counts the user’s word as the label', () => {
    expect(filterLabelled(ROWS, { kind: 'label', label: 'b' }).map(({ index }) => index)).toEqual([3]);
    const { unsure, told, byLabel } = countLabelled(ROWS);
    expect({ unsure, told, byLabel: [...byLabel] }).toEqual({
      unsure: 2,
      told: 1,
      byLabel: [
        ['a', 1],
        ['b', 1],
      ],
    });
  });
});
