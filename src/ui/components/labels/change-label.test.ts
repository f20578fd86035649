import { expect, it } from 'vitest';
import type { LabelDefinition, LabelSet } from '../../../contracts/labels';
import { withChangedLabel, withoutLabel } from './change-label';

const FRUIT = { name: 'fruit', description: 'apple' };
const TOOL = { name: 'tool', description: 'saw' };

const setOf = (...labels: LabelDefinition[]): LabelSet => ({
  ...{ id: 's', name: 'Things', labels, leastConfidence: 0.4 },
  examples: [
    { text: 'a pear', label: 'fruit' },
    { text: 'a drill', label: 'tool' },
  ],
});

it('changes the label that was meant, also where another tab has taken away one before it, and leaves what that tab wrote of it', () => {
  const meant = { ...TOOL, description: 'saw, or drill' };
  const changed = withChangedLabel(setOf(meant), 1, TOOL, { name: 'hardware' });
  expect(changed.labels).toEqual([{ ...meant, name: 'hardware' }]);
  expect(changed.examples.map(({ label }) => label)).toEqual(['fruit', 'hardware']);
  expect(withoutLabel(setOf(TOOL, FRUIT), 0, FRUIT)).toMatchObject({
    labels: [TOOL],
    examples: [{ text: 'a drill' }],
  });
});

it('changes nothing where the label is gone, or its new name was taken meanwhile', () => {
  const gone = setOf(FRUIT);
  expect(withChangedLabel(gone, 1, TOOL, { name: 'hardware' })).toBe(gone);
  expect(withoutLabel(gone, 1, TOOL)).toBe(gone);
  const taken = setOf(FRUIT, TOOL);
  expect(withChangedLabel(taken, 1, TOOL, { name: 'fruit' })).toBe(taken);
});
