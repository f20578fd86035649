import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from './default-settings';
import { parseSettings } from './settings-schema';

it('gives each missing or senseless field its default, and keeps the others', () => {
  expect(
    parseSettings({ theme: 'dark', device: 'quantum', generation: 'no', ownerName: 'Ada', colour: 1 }),
  ).toEqual({
    ...DEFAULT_SETTINGS,
    theme: 'dark',
    ownerName: 'Ada',
  });
});

it('makes settings of anything', () => {
  fc.assert(
    fc.property(fc.anything(), (stored) => {
      expect(Object.keys(parseSettings(stored)).sort()).toEqual(Object.keys(DEFAULT_SETTINGS).sort());
    }),
  );
});

it('keeps the pins that make sense when one does not', () => {
  const pin = { engine: 'wllama', device: 'wasm', graph: 'g', dtype: 'q4', threads: 2 };
  const modelPins = { a: pin, b: { ...pin, engine: 'abacus' }, c: 'fast' };
  expect(parseSettings({ modelPins }).modelPins).toEqual({ a: pin });
});
