import { expect, it } from 'vitest';
import { NO_MODEL_SOURCES } from '../../contracts/model-sources';
import { addressesOf, allowedAddresses, reachableSources } from './reachable-sources';
import { requireHub, requireSource } from './source-refusals';

const WANTED = {
  hubs: ['https://hub.example/', 'https://mirror.example/'],
  folder: 'https://files.example/models/',
  redirects: ['https://*.cdn.example'],
};
const fromHub = { name: 'Tiny', source: { kind: 'hub', repo: 'owner/tiny', revision: 'main' } } as const;

it('keeps the sources that this load of the page may reach', () => {
  const reachable = reachableSources(WANTED, (address) => address.includes('mirror'));
  expect(reachable).toEqual({ hubs: ['https://mirror.example/'], folder: null, redirects: [] });
  expect(addressesOf(WANTED)).toEqual([...WANTED.hubs, WANTED.folder, ...WANTED.redirects]);
});

it('lets the page out to the user’s servers beside the sources of models', () => {
  const server = {
    id: 'a',
    name: 'A',
    kind: 'other',
    baseUrl: 'http://localhost:8080/v1/',
    apiKey: null,
  } as const;
  const settings = {
    modelSources: WANTED,
    ownServers: [{ ...server, models: [] }],
    relayUrl: 'https://relay.example/',
    escalation: false,
  };
  const others = [...addressesOf(WANTED), 'http://localhost:8080/v1/'];
  expect(allowedAddresses(settings)).toEqual(others);
  expect(allowedAddresses({ ...settings, escalation: true })).toEqual([...others, 'https://relay.example/']);
});

it('tells a model from a hub what it lacks: permission, or a reload', () => {
  const tell = (wanted: typeof WANTED | typeof NO_MODEL_SOURCES): unknown => {
    try {
      requireSource(fromHub, wanted, NO_MODEL_SOURCES);
      return null;
    } catch (error) {
      return error;
    }
  };
  expect(tell(NO_MODEL_SOURCES)).toMatchObject({
    failure: { code: 'source-not-allowed', message: expect.stringContaining('Allow it') },
  });
  expect(tell(WANTED)).toMatchObject({
    failure: { code: 'source-not-allowed', message: expect.stringContaining('loaded again') },
  });
  expect(() => requireSource(fromHub, WANTED, WANTED)).not.toThrow();
  expect(() =>
    requireSource({ name: 'Starter', source: { kind: 'bundled' } }, NO_MODEL_SOURCES, NO_MODEL_SOURCES),
  ).not.toThrow();
});

it('does without a hub where an own folder has the files, but not for looking a model up', () => {
  const folderOnly = { ...WANTED, hubs: [] };
  expect(() => requireSource(fromHub, folderOnly, folderOnly)).not.toThrow();
  expect(() => requireHub('owner/tiny', folderOnly, folderOnly)).toThrow('Allow it');
  // A folder that was added since does not make the hub any less reachable.
  expect(() => requireSource(fromHub, WANTED, { ...WANTED, folder: null })).not.toThrow();
});
