import { expect, test } from 'vitest';
import { overwriteGetLocale } from '../i18n/compiled/runtime.js';
import { greeting } from './greeting';

test('greets by the time of day and by first name where it is known', () => {
  const at = (hour: number) => new Date(2026, 0, 1, hour);
  expect(greeting(at(7), 'Dana Whitfield')).toBe('Good morning, Dana');
  expect(greeting(at(13), '')).toBe('Good afternoon');
  expect(greeting(at(23), ' ')).toBe('Good evening');
  expect(greeting(at(18), '')).toBe('Good evening');
});

test('wishes a good night in Spanish only once it is one', () => {
  const at = (hour: number) => new Date(2026, 0, 1, hour);
  overwriteGetLocale(() => 'es');
  expect(greeting(at(18), '')).toBe('Buenas tardes');
  expect(greeting(at(21), '')).toBe('Buenas noches');
  overwriteGetLocale(() => 'en');
});
