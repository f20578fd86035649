import { expect, test } from 'vitest';
import { certainty, isUnsure } from './certainty';

test('a confidence never reads as wholly sure', () => {
  expect([0.62, 0.9901, 1].map(certainty)).toEqual(['62 % sure', 'Over 99 % sure', 'Over 99 % sure']);
});

test('a low confidence is doubt, unless the user has spoken', () => {
  expect(isUnsure(0.4, 'classifier', 0.6)).toBe(true);
  expect(isUnsure(0.4, 'classifier', 0.3)).toBe(false);
  expect(isUnsure(0.9, 'classifier', 0.6)).toBe(false);
  expect(isUnsure(0.4, 'user', 0.6)).toBe(false);
});
