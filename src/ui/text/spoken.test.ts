import { expect, test } from 'vitest';
import { spokenEnd } from './spoken';

test('only whole sentences and lines are said', () => {
  expect(spokenEnd('')).toBe(0);
  expect(spokenEnd('Hi Ines,\n\nthank')).toBe('Hi Ines,\n\n'.length);
  expect(spokenEnd('It costs €9.50 and')).toBe(0);
  expect(spokenEnd('It costs €9.50. And')).toBe('It costs €9.50.'.length);
});
