import type { Observable } from '../../../contracts/observable';
import type { Settings, SettingsChange } from '../../../contracts/settings';
import { systemClock } from '../../../platform/clock';
import { browserLocks } from '../../../platform/locks';
import type { PageStorage } from '../../../platform/page-storage';
import { probeGpu } from '../../../platform/probe-gpu';
import type { InferenceClient } from '../../../worker-client/inference-client';
import type { DesksideApp } from '../../api';
import { lazily } from '../../lazily';
import { createLoadMarker } from '../load-marker';
import type { ModelCards } from '../model-cards';
import type { ModelRegistry } from '../model-registry';
import { createModelTrials, type ModelTrials } from './model-trials';
import { createTrialStore, trialStamp } from './trial-store';

export interface TrialsParts {
  readonly version: string;
  readonly client: InferenceClient;
  readonly registry: ModelRegistry;
  readonly cards: ModelCards;
  readonly settings: Observable<Settings>;
  readonly saveSettings: (change: SettingsChange) => Promise<void>;
  readonly storage: PageStorage;
  /** Whether the app does what a trial would be in the way of, and the other way round. */
  readonly isAtWork: () => boolean;
}

export interface Trials {
  readonly known: ModelTrials['known'];
  readonly pause: ModelTrials['pause'];
  /** The user closes or reloads the page, which says nothing against what is being tried. */
  leave(): void;
  readonly actions: Pick<DesksideApp, 'possibleWays' | 'findFastestWay' | 'cancelWaySearch' | 'pinWay'>;
}

/** Trials in this browser: those that the user asks for, and those while the app has nothing to do. */
export function createTrials(parts: TrialsParts): Trials {
  const { version, client, registry, cards, settings, storage, isAtWork } = parts;
  // Not the loads' own: a trial is no work that anything has to wait for.
  const marker = createLoadMarker(storage);
  const trials = createModelTrials({
    ...{ client, registry, cards, settings, marker, isAtWork },
    changePins: (to) => parts.saveSettings(({ modelPins }) => ({ modelPins: to(modelPins) })),
    store: createTrialStore(storage),
    stamp: async () => {
      const { userAgent, hardwareConcurrency: logicalCores } = navigator;
      return trialStamp({ version, userAgent, logicalCores, gpu: (await probeGpu())?.name ?? null });
    },
    clock: systemClock,
    locks: browserLocks(),
  });
  // Before a model was used there is nothing to try: the page itself must come fast.
  const watching = lazily(async () => {
    const { tryWaysInThisPage } = await import('./quiet-trials');
    tryWaysInThisPage({ ...{ trials, client, isAtWork }, find: registry.find });
  });
  client.loaded.subscribe((infos) => {
    if (infos.length > 0) void watching().catch(() => undefined);
  });
  return {
    known: trials.known,
    pause: trials.pause,
    leave: marker.leave,
    actions: {
      possibleWays: trials.possibleWays,
      findFastestWay: trials.find,
      cancelWaySearch: trials.cancel,
      pinWay: trials.pin,
    },
  };
}
