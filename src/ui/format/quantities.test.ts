import { expect, test } from 'vitest';
import { bytes, milliseconds, parameters, rate, secondsLeft, transfer } from './quantities';

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

test('a transfer says only what is known of it', () => {
  const progress = { doneBytes: 12e6, totalBytes: 109e6, bytesPerSecond: 0, secondsLeft: null };
  expect(transfer(progress)).toBe('12 MB of 109 MB');
  expect(transfer({ ...progress, bytesPerSecond: 3.2e6, secondsLeft: 31 })).toBe(
    '12 MB of 109 MB · 3.2 MB/s · about 31 s left',
  );
});

test('parameters are written as in the names of models', () => {
  expect([22.7e6, 135e6, 999.9e6, 1.7e9, 4e9].map(parameters)).toEqual(['23M', '135M', '1B', '1.7B', '4B']);
});

test('slow rates keep a decimal', () => {
  expect([0.5, 14.2, 1200].map((value) => rate(value, 'tokens'))).toEqual([
    '0.5 tokens per second',
    '14 tokens per second',
    '1,200 tokens per second',
  ]);
});
