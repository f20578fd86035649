import { expect, it } from 'vitest';
import { modelsOf, notesOf, regionsOf } from './provider-words';

const provider = (id: string, more: { readonly region?: string; readonly note?: string } = {}) => ({
  id,
  model: 'model',
  privacy: 'no-training' as const,
  ...more,
});

it('says the region once when all providers are in it, and else whose it is', () => {
  const frankfurt = { region: 'EU (Frankfurt)' };
  expect(regionsOf([provider('one', frankfurt), provider('two', frankfurt)])).toBe('EU (Frankfurt)');
  expect(regionsOf([provider('one', frankfurt), provider('two', { region: 'US' })])).toBe(
    'one: EU (Frankfurt); two: US',
  );
});

it('never lets silence pass for a region', () => {
  expect(regionsOf([provider('one'), provider('two')])).toBe('The relay does not say in which region');
  expect(regionsOf([provider('one', { region: 'EU' }), provider('two')])).toBe('one: EU; two: not said');
});

it('repeats what the operator says, with its provider where there are several', () => {
  const note = 'Under our contract of March, nothing is kept.';
  expect(notesOf([provider('one', { note }), provider('one', { note })])).toEqual([note]);
  expect(notesOf([provider('one', { note }), provider('two')])).toEqual([`one: ${note}`]);
  expect(notesOf([provider('one')])).toEqual([]);
});

it('names every model that a chain may reach, and a model by itself once', () => {
  const facts = { price: null, pricesOf: '2026-11-26' };
  const places = [
    { ...provider('one'), model: 'large' },
    { ...provider('one'), model: 'small' },
    { ...provider('two'), model: 'large' },
  ];
  expect(modelsOf({ ...facts, id: 'best', providers: places })).toBe(
    'best: answered by one/large, one/small or two/large',
  );
  expect(modelsOf({ ...facts, id: 'best', providers: [provider('one')] })).toBe(
    'best: answered by one/model',
  );
  expect(modelsOf({ ...facts, id: 'one/model', providers: [provider('one')] })).toBe('one/model');
});
