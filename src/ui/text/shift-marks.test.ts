import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shiftMarks } from './shift-marks';

test('a mark away from the edit still covers its words', () => {
  const before = 'We agreed on €18,500 for the pilot.';
  const mark = { start: 13, end: 20 };
  const [after] = shiftMarks(before, `Dear all, ${before}`, [mark]);
  expect(after).toEqual({ start: 23, end: 30 });
});

test('a mark that the edit touches is dropped', () => {
  expect(shiftMarks('on €18,500 now', 'on €19,500 now', [{ start: 3, end: 10 }])).toEqual([]);
});

test('whatever is typed, a mark that stays covers the same words', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.string(),
      fc.nat(20),
      fc.nat(20),
      (head, word, tail, from, cut) => {
        const before = head + word + tail;
        const after = before.slice(0, from) + 'typed' + before.slice(from + cut);
        const marks = shiftMarks(before, after, [{ start: head.length, end: head.length + word.length }]);
        for (const mark of marks) expect(after.slice(mark.start, mark.end)).toBe(word);
      },
    ),
  );
});
