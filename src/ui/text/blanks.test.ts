import { expect, test } from 'vitest';
import { alternativesOf, findBlanks, nextBlank, previousBlank } from './blanks';

const text = 'I will come on [date] with [name of colleague].';

test('blanks are found with their places', () => {
  expect(findBlanks(text).map((blank) => blank.text)).toEqual(['[date]', '[name of colleague]']);
  for (const { text: words, start, end } of findBlanks(text)) expect(text.slice(start, end)).toBe(words);
});

test('a choice is a blank, however long its options', () => {
  const choice = '[an extension of five years / an extension of three years / to end the lease]';
  expect(
    findBlanks(`The shift [is / is not] staffed. We wish ${choice}.`).map((blank) => blank.text),
  ).toEqual(['[is / is not]', choice]);
});

test('brackets that hold nothing, or run over a line, are no blanks', () => {
  expect(findBlanks('[] and [a\nb]')).toEqual([]);
});

test('stepping visits each blank once and ends', () => {
  const first = nextBlank(text, { start: 0, end: 0 });
  expect(first?.text).toBe('[date]');
  const second = nextBlank(text, first ?? { start: 0, end: 0 });
  expect(second?.text).toBe('[name of colleague]');
  expect(nextBlank(text, second ?? { start: 0, end: 0 })).toBeNull();
  expect(previousBlank(text, second ?? { start: 0, end: 0 })?.text).toBe('[date]');
  expect(previousBlank(text, first ?? { start: 0, end: 0 })).toBeNull();
});

test('a choice gives its alternatives, a typed blank gives none', () => {
  const blanks = findBlanks(
    'On [date] I [can / cannot] come, by [Tue 20 Oct, 09:30 / Wed 21 Oct / rail/road].',
  );
  expect(blanks.map(alternativesOf)).toEqual([
    [],
    ['can', 'cannot'],
    ['Tue 20 Oct, 09:30', 'Wed 21 Oct', 'rail/road'],
  ]);
});
