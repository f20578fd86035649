import { lazily } from '../../lazily';
import type { Trials, TrialsParts } from './create-trials';
import { TRIALS_KEY } from './trials-key';

export interface LazyTrials extends Trials {
  /** Shows what earlier visits found out. Never rejects. */
  show(): Promise<void>;
}

/** Trials, whose code is loaded when a model is used or something is known of one: the page itself must come fast. */
export function createLazyTrials(parts: TrialsParts): LazyTrials {
  const { client, settings, storage } = parts;
  let made: Trials | null = null;
  const trials = lazily(async () => {
    const { createTrials } = await import('./create-trials');
    return (made = createTrials(parts));
  });
  // Without them a model runs as it does where nothing was tried.
  const known = (): Promise<void> => trials().then((they) => they.known(), ignore);
  client.loaded.subscribe((infos) => {
    if (infos.length > 0) void trials().catch(ignore);
  });
  return {
    known,
    async show() {
      const hasPins = Object.keys(settings.get().modelPins).length > 0;
      if (hasPins || storage.getItem(TRIALS_KEY) !== null) await known();
    },
    pause: async () => made?.pause(),
    leave: () => made?.leave(),
    actions: {
      possibleWays: async (modelId) => (await trials()).actions.possibleWays(modelId),
      findFastestWay: async (modelId) => (await trials()).actions.findFastestWay(modelId),
      cancelWaySearch: () => made?.actions.cancelWaySearch(),
      pinWay: async (modelId, way) => (await trials()).actions.pinWay(modelId, way),
    },
  };
}

const ignore = (): void => undefined;
