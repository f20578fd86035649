import { expect, test } from 'vitest';
import { bytes, counted, milliseconds, secondsLeft } from './quantities';

test('bytes are given in the unit that keeps the number short', () => {
  expect([0, 999, 1000, 23_407_046, 142e6, 2.5e9].map(bytes)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '23 MB',
    '142 MB',
    '2.5 GB',
  ]);
});

test('one is singular', () => {
  expect([counted(0, 'mail'), counted(1, 'mail'), counted(1200, 'mail')]).toEqual([
    '0 mails',
    '1 mail',
    '1,200 mails',
  ]);
});

test('waits are told in words that suit their length', () => {
  expect([1, 9.2, 100, 7300].map(secondsLeft)).toEqual([
    'a moment left',
    'about 10 s left',
    'about 2 min left',
    'about 2 h 2 min left',
  ]);
});

test('durations round without a 60th second', () => {
  expect([12.4, 812, 59_960, 119_900].map(milliseconds)).toEqual([
    '12 ms',
    '812 ms',
    '1 min 0 s',
    '2 min 0 s',
  ]);
});
