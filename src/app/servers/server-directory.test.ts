import { expect, it } from 'vitest';
import type { OwnServer } from '../../contracts/own-server';
import { createServerDirectory } from './server-directory';

const server = (id: string): OwnServer => ({
  ...{ id, name: id, kind: 'ollama', baseUrl: `https://${id}.example/v1/`, apiKey: null, models: [] },
});
const [CHOSEN, LENT, OTHER] = [server('chosen'), server('lent'), server('other')] as const;
const place = (id: string): string => `https://${id}.example/v1/chat/completions`;

it('lets a server that is lent write until it is given back, and no other', () => {
  const directory = createServerDirectory();
  directory.set([CHOSEN, LENT, OTHER], CHOSEN);
  const [one, two] = [directory.lend('lent'), directory.lend('lent')];
  expect(directory.find('lent')).toBe(LENT);
  directory.requireWriter(place('lent'));
  directory.requireWriter(place('chosen'));
  expect(() => directory.requireWriter(place('other'))).toThrow(/not chosen/u);
  one();
  one();
  directory.requireWriter(place('lent'));
  two();
  expect(() => directory.requireWriter(place('lent'))).toThrow(/not chosen/u);
  expect(() => directory.find('lent')).toThrow(/not chosen/u);
});

it('lends nothing that was removed meanwhile', () => {
  const directory = createServerDirectory();
  directory.set([LENT], null);
  directory.lend('lent');
  directory.set([], null);
  expect(() => directory.requireWriter(place('lent'))).toThrow(/not chosen/u);
});
