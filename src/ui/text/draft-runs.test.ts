import { expect, test } from 'vitest';
import { findBlanks } from './blanks';
import { draftRuns } from './draft-runs';

test('blanks and unsupported specifics are marked, and the runs are the text again', () => {
  const text = 'It costs €18,500 on [date].';
  const runs = draftRuns(text, findBlanks(text), [{ start: 9, end: 16 }]);
  expect(runs.map((run) => run.text).join('')).toBe(text);
  expect(runs.filter((run) => run.kind !== 'text').map((run) => [run.kind, run.text])).toEqual([
    ['unsupported', '€18,500'],
    ['blank', '[date]'],
  ]);
});

test('a specific inside a blank is part of the blank, and marks beyond the text are ignored', () => {
  const text = 'On [date, 3 May].';
  const runs = draftRuns(text, findBlanks(text), [
    { start: 10, end: 15 },
    { start: 40, end: 44 },
  ]);
  expect(runs.map((run) => run.kind)).toEqual(['text', 'blank', 'text']);
});
