import { expect, test } from 'vitest';
import { longWhen, shortWhen } from './when';

const now = new Date(2026, 9, 13, 9, 0);

test('the list shows as much of the date as is needed', () => {
  const at = (...parts: [number, number, number, number, number]) =>
    shortWhen(new Date(...parts).toISOString(), now);
  expect(at(2026, 9, 13, 8, 5)).toBe('08:05');
  expect(at(2026, 9, 12, 18, 4)).toBe('Mon 18:04');
  expect(at(2026, 8, 1, 18, 4)).toBe('1 Sept, 18:04');
  expect(at(2024, 8, 1, 18, 4)).toBe('1 Sept 2024');
});

test('a missing or unreadable date is no failure', () => {
  expect(shortWhen(null, now)).toBe('');
  expect(shortWhen('soon', now)).toBe('');
  expect(longWhen('soon')).toBe('no date');
});
