import { beforeEach, expect, it, vi } from 'vitest';
import type { LoadedModelInfo } from '../../../contracts/inference-api';
import type { Settings } from '../../../contracts/settings';
import { DEFAULT_SETTINGS } from '../../../history/default-settings';
import { createObservable } from '../../../platform/observable';
import { createMemoryPageStorage } from '../../../platform/page-storage';
import type { InferenceClient } from '../../../worker-client/inference-client';
import type { ModelCards } from '../model-cards';
import { createModelRegistry } from '../model-registry';
import { createLazyTrials } from './lazy-trials';

const ID = DEFAULT_SETTINGS.generatorId;
const PIN = { engine: 'transformers', device: 'wasm', graph: 'model', dtype: 'int8', threads: 1 } as const;

// Node.js 20 has none.
beforeEach(() => void vi.stubGlobal('navigator', { userAgent: 'test', hardwareConcurrency: 2 }));

function visit(settings: Settings) {
  const setKnownWays = vi.fn();
  const attempts = vi.fn(async () => []);
  const trials = createLazyTrials({
    version: 'test',
    client: {
      ...{ setKnownWays, attempts, busy: createObservable(false) },
      loaded: createObservable<readonly LoadedModelInfo[]>([]),
    } as unknown as InferenceClient,
    registry: createModelRegistry(),
    cards: { cards: createObservable([]), patch: () => undefined } as unknown as ModelCards,
    settings: createObservable(settings),
    saveSettings: async () => undefined,
    storage: createMemoryPageStorage(),
    isAtWork: () => false,
  });
  return { trials, setKnownWays, attempts };
}

it('runs a model in the way that was pinned at an earlier visit', async () => {
  const { trials, setKnownWays } = visit({ ...DEFAULT_SETTINGS, modelPins: { [ID]: PIN } });
  await trials.show();
  expect(setKnownWays).toHaveBeenCalledWith(ID, { pin: PIN, trials: [] });
});

it('does nothing at a first visit, and is there when it is asked', async () => {
  const { trials, setKnownWays, attempts } = visit(DEFAULT_SETTINGS);
  await trials.show();
  await trials.pause();
  trials.leave();
  expect(setKnownWays).not.toHaveBeenCalled();
  expect(await trials.actions.possibleWays(ID)).toEqual([]);
  expect(attempts).toHaveBeenCalledWith(ID);
});
