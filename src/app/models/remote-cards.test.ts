import { expect, it } from 'vitest';
import type { MachineProfile } from '../../contracts/machine';
import type { OwnServer } from '../../contracts/own-server';
import { DEFAULT_SETTINGS } from '../../history/default-settings';
import { createMemoryWeightStorage } from '../../models/memory-weight-storage';
import { createWeightStore } from '../../models/weight-store';
import { createObservable } from '../../platform/observable';
import { createLocalLocks } from '../../platform/locks';
import { createMemoryPageStorage } from '../../platform/page-storage';
import { serverEntries } from '../servers/server-models';
import { createModelCards } from './model-cards';
import { createModelRegistry } from './model-registry';
import { createShownModels } from './shown-models';
import { createStoredModelsMarker } from './stored-models-marker';

const MACHINE: MachineProfile = { gpu: null, threads: 2, memoryGiB: 8, freeBytes: null, probe: null };
const SERVER: OwnServer = {
  id: 'a1b2c3d4',
  name: 'Workstation',
  kind: 'ollama',
  baseUrl: 'http://localhost:11434/v1/',
  apiKey: null,
  models: [
    { name: 'llama3.2', task: 'text-generation', contextLength: null },
    { name: 'gemma3', task: 'text-generation', contextLength: null },
  ],
};

function setUp() {
  const settings = createObservable(DEFAULT_SETTINGS);
  const cards = createModelCards(createObservable([]), settings, MACHINE);
  const registry = createModelRegistry();
  const marker = createStoredModelsMarker(createMemoryPageStorage());
  const store = createWeightStore(createMemoryWeightStorage(), { locks: createLocalLocks() });
  const shown = createShownModels({ store, cards, registry, marker, isRunning: () => false });
  const entries = serverEntries([SERVER]);
  registry.setRemote('server', entries);
  cards.setRemote(
    'server',
    entries.map((entry) => ({ entry, state: 'installed' })),
  );
  const states = () =>
    cards.cards
      .get()
      .filter(({ listing }) => listing.source.kind === 'server')
      .map(({ listing, status }) => `${listing.name} ${status.state}`);
  return { cards, registry, marker, shown, states };
}

it('are ready whatever the store holds, and leave no mark in it', async () => {
  const { shown, marker, states } = setUp();
  await shown.lookAtAll();
  expect(states()).toEqual(['llama3.2 installed', 'gemma3 installed']);
  expect(marker.remembered()).toEqual([]);
});

it('come and go together, and the others stay', () => {
  const { cards, registry, states } = setUp();
  const before = cards.cards.get().length;
  const [first] = serverEntries([SERVER]);
  if (!first) throw new Error('the server has models');
  registry.setRemote('server', [first]);
  cards.setRemote('server', [{ entry: first, state: 'installed' }]);
  expect(states()).toEqual(['llama3.2 installed']);
  expect(cards.cards.get()).toHaveLength(before - 1);
  expect(registry.find('server:a1b2c3d4:gemma3')).toBeUndefined();
  expect(registry.find(DEFAULT_SETTINGS.generatorId)).toBeDefined();
});
