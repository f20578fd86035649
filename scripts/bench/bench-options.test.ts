import { expect, it } from 'vitest';
import { parseBenchOptions } from './bench-options';

it('measures the store unless told otherwise', () => {
  expect(parseBenchOptions([])).toEqual({ suite: 'store', out: null });
  expect(parseBenchOptions(['--suite', 'store', '--out', 'a.json'])).toEqual({
    suite: 'store',
    out: 'a.json',
  });
});

it('says which suites are still to come, and which nobody knows', () => {
  expect(() => parseBenchOptions(['--suite', 'relay'])).toThrow(/"relay" comes with a later version/);
  expect(() => parseBenchOptions(['--suite', 'rockets'])).toThrow(/no suite.*Usage/s);
  expect(() => parseBenchOptions(['--sweet', 'store'])).toThrow('--sweet');
});
