import { expect, it } from 'vitest';
import { parseBenchOptions } from './bench-options';

const DEFAULTS = { suite: 'store', out: null, rounds: 3, only: null, table: null };

it('measures the store unless told otherwise', () => {
  expect(parseBenchOptions([])).toEqual(DEFAULTS);
  expect(parseBenchOptions(['--suite', 'store', '--out', 'a.json'])).toEqual({ ...DEFAULTS, out: 'a.json' });
});

it('measures engines, or some of them, as often as told', () => {
  expect(parseBenchOptions(['--suite', 'engines', '--rounds', '1', '--only', '2 threads'])).toEqual({
    ...DEFAULTS,
    suite: 'engines',
    rounds: 1,
    only: '2 threads',
  });
  for (const rounds of ['0', '1.5', 'many'])
    expect(() => parseBenchOptions(['--rounds', rounds])).toThrow(`"${rounds}" is no number of rounds`);
});

it('says which suite nobody knows', () => {
  expect(() => parseBenchOptions(['--suite', 'rockets'])).toThrow(/no suite.*Usage/s);
  expect(() => parseBenchOptions(['--sweet', 'store'])).toThrow('--sweet');
});
