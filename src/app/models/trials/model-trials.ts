import { CANCELLED, DesksideError, toFailure, type Failure } from '../../../contracts/failure';
import type { DeviceRefusal, LoadedModelInfo } from '../../../contracts/inference-api';
import type { VariantPin, VariantTrial } from '../../../contracts/model-choice';
import type { Observable } from '../../../contracts/observable';
import type { Settings } from '../../../contracts/settings';
import type { Clock } from '../../../platform/clock';
import type { Locks } from '../../../platform/locks';
import { isSameWay, variantNameOf, type DeviceAttempt } from '../../../worker-client/device-steps';
import type { InferenceClient } from '../../../worker-client/inference-client';
import { passedTrials } from '../../../worker-client/known-ways';
import type { ModelCard } from '../../api';
import { lazily } from '../../lazily';
import type { LoadMarker } from '../load-marker';
import type { ModelCards } from '../model-cards';
import type { ModelRegistry } from '../model-registry';
import type { WayMeasured } from './measure-way';
import type { TrialStore } from './trial-store';

/** Trials of the ways to run a model, and what follows from them and from what the user pinned. */
export interface ModelTrials {
  /** Resolves when loads heed what is known of this machine, which is looked up when it is first asked for. Never rejects. */
  known(): Promise<void>;
  possibleWays(modelId: string): Promise<readonly (VariantPin | DeviceRefusal)[]>;
  /**
   * Tries the ways from the start, in place of a trial that nobody asked for, or joins the one that was asked for. Rejects with `cancelled`,
   * and with `request-unsupported` while the app is at work.
   */
  find(modelId: string): Promise<void>;
  /** As `find`, but goes on with what an earlier trial had measured when it was cut short, and has nothing to say when it is cut short itself. */
  findQuietly(modelId: string): Promise<void>;
  cancel(): void;
  /** As `cancel`, and resolves when the trial has ended. */
  pause(): Promise<void>;
  pin(modelId: string, way: VariantPin | null): Promise<void>;
  /** Whether there is something to find out: several ways, none pinned, and not tried on this machine. */
  isUnknown(modelId: string): Promise<boolean>;
}

export interface TrialParts {
  readonly client: Pick<
    InferenceClient,
    'attempts' | 'withVariant' | 'busy' | 'loaded' | 'unload' | 'setKnownWays'
  >;
  readonly registry: Pick<ModelRegistry, 'find' | 'require'>;
  readonly cards: Pick<ModelCards, 'cards' | 'card' | 'patch'>;
  readonly settings: Observable<Settings>;
  readonly changePins: (to: (pins: Settings['modelPins']) => Settings['modelPins']) => Promise<void>;
  readonly store: TrialStore;
  /** As `trialStamp` makes it. */
  readonly stamp: () => Promise<string>;
  readonly marker: LoadMarker;
  readonly isAtWork: () => boolean;
  readonly clock: Clock;
  readonly locks: Locks;
}

interface Search {
  readonly modelId: string;
  /** Nobody asked for it. */
  readonly isQuiet: boolean;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

export function createModelTrials(parts: TrialParts): ModelTrials {
  const { client, registry, cards, settings, store, marker, clock, locks } = parts;
  const trials = new Map<string, readonly VariantTrial[]>();
  const unfinished = new Map<string, WayMeasured[]>();
  let pins = settings.get().modelPins;
  let search: Search | null = null;

  const trialsOf = (modelId: string): readonly VariantTrial[] => trials.get(modelId) ?? [];

  function apply(modelId: string): void {
    client.setKnownWays(modelId, { pin: pins[modelId] ?? null, trials: trialsOf(modelId) });
    cards.patch(modelId, { trials: inOrder(trialsOf(modelId)) });
  }

  const stamp = lazily(parts.stamp);
  const known = lazily(async () => {
    const here = await stamp().catch(() => null);
    for (const trial of here === null ? [] : store.read(here))
      trials.set(trial.modelId, [...trialsOf(trial.modelId), trial]);
    for (const modelId of new Set([...trials.keys(), ...Object.keys(pins)])) apply(modelId);
  });

  settings.subscribe(({ modelPins }) => {
    const before = pins;
    pins = modelPins;
    for (const modelId of new Set([...Object.keys(before), ...Object.keys(pins)])) {
      if (!isSamePin(before[modelId], pins[modelId])) apply(modelId);
    }
  });
  client.loaded.subscribe((infos) => {
    for (const { listing, wayChosen: before } of cards.cards.get()) {
      const info = infos.find(({ modelId }) => modelId === listing.id);
      const wayChosen = info ? whyChosen(info, pins[listing.id], trialsOf(listing.id)) : null;
      if (wayChosen !== before) cards.patch(listing.id, { wayChosen });
    }
  });

  async function waysOf(modelId: string): Promise<DeviceAttempt[]> {
    return (await client.attempts(modelId)).flatMap((step) => ('failure' in step ? [] : [step]));
  }

  async function tryAll(modelId: string, signal: AbortSignal): Promise<void> {
    const entry = registry.require(modelId);
    const { bestOfEach, measureWay, nextWay } = await import('./try-ways');
    const ways = await waysOf(modelId);
    const measured = unfinished.get(modelId) ?? [];
    unfinished.set(modelId, measured);
    signal.throwIfAborted();
    // Two of it may be more than the memory holds, and the one that is loaded may be the slower way anyway.
    await client.unload(modelId);
    for (let way = nextWay(ways, measured); way; way = nextWay(ways, measured)) {
      signal.throwIfAborted();
      const waySearch = { way, done: measured.length, atMost: Math.max(ways.length, measured.length + 1) };
      cards.patch(modelId, { waySearch });
      measured.push(await measureWay(client, entry, way, signal));
    }
    const about = { measuredAt: clock.now(), stamp: await stamp() };
    const results = bestOfEach(measured).map((result) => ({ ...result, ...about }));
    unfinished.delete(modelId);
    trials.set(modelId, results);
    store.keep(modelId, results);
    apply(modelId);
  }

  async function run(modelId: string, abort: AbortController): Promise<void> {
    const { signal } = abort;
    const stopForWork = client.busy.subscribe((isBusy) => {
      if (isBusy) abort.abort(new DesksideError(CUT_SHORT));
    });
    try {
      await known();
      await locks.run('deskside-model-trials', signal, () =>
        // Should a trial take the page down, it is not made again unasked.
        marker.during(markOf(modelId), () => tryAll(modelId, signal)),
      );
    } catch (thrown) {
      // Whatever ended it: with the signal came the reason.
      throw signal.aborted ? signal.reason : thrown;
    } finally {
      stopForWork();
      search = null;
      cards.patch(modelId, { waySearch: null });
    }
  }

  function begin(modelId: string, isQuiet: boolean): Promise<void> {
    const abort = new AbortController();
    const done = run(modelId, abort);
    // Whoever asked gets it; the search that nobody asked for has nobody to tell.
    done.catch(() => undefined);
    search = { modelId, isQuiet, abort, done };
    return done;
  }

  async function stop({ abort, done }: Search): Promise<void> {
    abort.abort(new DesksideError(CANCELLED));
    await done.catch(() => undefined);
  }

  return {
    known,
    possibleWays: (modelId) => client.attempts(modelId),

    async find(modelId) {
      while (search) {
        if (search.modelId === modelId && !search.isQuiet) return search.done;
        await stop(search);
      }
      if (client.busy.get() || parts.isAtWork()) throw new DesksideError(AT_WORK);
      marker.pardon(markOf(modelId));
      unfinished.delete(modelId);
      return begin(modelId, false);
    },

    async findQuietly(modelId) {
      if (!search && !client.busy.get()) await begin(modelId, true).catch(reportUnlessCancelled);
    },

    cancel: () => search?.abort.abort(new DesksideError(CANCELLED)),
    async pause() {
      if (search) await stop(search);
    },

    pin(modelId, way) {
      const pinned = way ? { [modelId]: { ...variantNameOf(way), threads: way.threads } } : {};
      return parts.changePins((now) => ({
        ...Object.fromEntries(Object.entries(now).filter(([id]) => id !== modelId)),
        ...pinned,
      }));
    },

    async isUnknown(modelId) {
      await known();
      if (!registry.find(modelId) || pins[modelId] || trials.has(modelId)) return false;
      return !marker.isBarred(markOf(modelId)) && (await waysOf(modelId)).length > 1;
    },
  };
}

const CUT_SHORT: Failure = {
  ...CANCELLED,
  message: 'The trial was stopped, because Deskside has work to do. Please try again when that is done.',
};
const AT_WORK: Failure = {
  code: 'request-unsupported',
  message:
    'Deskside is at work just now, which would spoil the measurement. Please try again when that is done.',
  retryable: true,
};

const markOf = (modelId: string): string => `trial.${modelId}`;

function reportUnlessCancelled(thrown: unknown): void {
  const { code, message, detail } = toFailure(thrown);
  if (code !== 'cancelled') console.warn(`A trial of ways to run a model failed: ${code}`, detail ?? message);
}

/** The fastest first, those that failed last. */
function inOrder(trials: readonly VariantTrial[]): readonly VariantTrial[] {
  const passed = passedTrials(trials);
  return [...passed, ...trials.filter((trial) => !passed.includes(trial))];
}

function whyChosen(
  info: LoadedModelInfo,
  pin: VariantPin | undefined,
  trials: readonly VariantTrial[],
): ModelCard['wayChosen'] {
  if (pin && isSameWay(info, pin)) return 'pinned';
  const [fastest] = passedTrials(trials);
  return fastest && isSameWay(info, fastest) ? 'fastest' : null;
}

function isSamePin(a: VariantPin | undefined, b: VariantPin | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && isSameWay(a, b));
}
