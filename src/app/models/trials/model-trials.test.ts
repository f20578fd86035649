import { describe, expect, it } from 'vitest';
import { eventually } from '../../../../tests/support/eventually';
import type { GenerateResult } from '../../../contracts/capabilities';
import { DesksideError, toFailure, type Failure, type FailureCode } from '../../../contracts/failure';
import type { LoadedModelInfo } from '../../../contracts/inference-api';
import type { Settings } from '../../../contracts/settings';
import { DEFAULT_SETTINGS } from '../../../history/default-settings';
import { createLocalLocks } from '../../../platform/locks';
import { createObservable } from '../../../platform/observable';
import { createMemoryPageStorage } from '../../../platform/page-storage';
import type { DeviceAttempt, DeviceStep } from '../../../worker-client/device-steps';
import type { InferenceClient } from '../../../worker-client/inference-client';
import type { KnownWays } from '../../../worker-client/known-ways';
import type { VariantOnTrial } from '../../../worker-client/variant-on-trial';
import type { ModelCard } from '../../api';
import { createLoadMarker } from '../load-marker';
import { createModelRegistry } from '../model-registry';
import { createModelTrials } from './model-trials';
import { createTrialStore } from './trial-store';

const ID = DEFAULT_SETTINGS.generatorId;

const way = (dtype: string, threads: number): DeviceAttempt => ({
  ...{ engine: 'transformers', device: 'wasm', graph: 'model', dtype, threads },
});
const WAYS: readonly DeviceStep[] = [
  { device: 'webgpu', failure: { code: 'engine-unavailable', message: 'No WebGPU.', retryable: false } },
  ...[way('int8', 2), way('int8', 1), way('fp32', 2), way('fp32', 1)],
];

const failure = (code: FailureCode): Failure => ({ code, message: `It failed: ${code}.`, retryable: false });

/** An answer that took as long as it does at so many tokens a second. */
function answerAt(speed: number): GenerateResult {
  return {
    ...{ text: '', promptTokens: 150, reusedTokens: 0, newTokens: 41, finish: 'length' },
    ...{ firstTokenMs: 150_000 / (speed * 5), totalMs: 150_000 / (speed * 5) + 40_000 / speed },
  };
}

interface Desk {
  readonly speeds?: Readonly<Record<string, number | FailureCode>>;
  readonly storage?: ReturnType<typeof createMemoryPageStorage>;
  readonly stamp?: string;
  readonly settings?: Settings;
  /** What another tab has stored, of which this one does not know yet. */
  readonly pinnedElsewhere?: Settings['modelPins'];
  /** Called when the ways are looked up. */
  readonly looking?: () => void;
  /** Awaited while a way is tried. */
  readonly during?: (way: DeviceAttempt, signal: AbortSignal) => Promise<void>;
}

function setUp({
  speeds = { 'int8 2': 30, 'int8 1': 40, 'fp32 2': 20, 'fp32 1': 14 },
  storage = createMemoryPageStorage(),
  stamp = 'this machine',
  settings = DEFAULT_SETTINGS,
  pinnedElsewhere = {},
  during = async () => undefined,
  looking = () => undefined,
}: Desk = {}) {
  const tried: string[] = [];
  const known = new Map<string, KnownWays>();
  const card = createObservable({ wayChosen: null, trials: [], waySearch: null } as unknown as ModelCard);
  const watched = createObservable(settings);
  const busy = createObservable(false);
  const loaded = createObservable<readonly LoadedModelInfo[]>([]);
  const unloaded: string[] = [];
  const client: Pick<
    InferenceClient,
    'attempts' | 'withVariant' | 'busy' | 'loaded' | 'unload' | 'setKnownWays'
  > = {
    ...{ busy, loaded },
    async attempts() {
      looking();
      return WAYS;
    },
    async withVariant(modelId, attempt, work, { signal = new AbortController().signal } = {}) {
      tried.push(`${attempt.dtype} ${attempt.threads}`);
      await during(attempt, signal);
      signal.throwIfAborted();
      const speed = speeds[`${attempt.dtype} ${attempt.threads}`] ?? 'internal';
      if (typeof speed === 'string') throw new DesksideError(failure(speed));
      return work({
        info: { ...attempt, modelId, loadMs: 900, refused: [] },
        generate: async () => answerAt(speed),
        embed: async () => [],
      } satisfies VariantOnTrial);
    },
    unload: async (modelId) => void unloaded.push(modelId),
    setKnownWays: (modelId, ways) => void known.set(modelId, ways),
  };
  const trials = createModelTrials({
    ...{ client, settings: watched, stamp: async () => stamp },
    registry: createModelRegistry(),
    cards: {
      cards: {
        get: () => [{ ...card.get(), listing: { id: ID } } as ModelCard],
        subscribe: () => () => true,
      },
      card: () => card.get(),
      patch: (_, change) => card.update((before) => ({ ...before, ...change })),
    },
    changePins: async (to) =>
      watched.update((now) => ({ ...now, modelPins: to({ ...now.modelPins, ...pinnedElsewhere }) })),
    store: createTrialStore(storage),
    marker: createLoadMarker(storage),
    isAtWork: () => false,
    clock: { now: () => 1000 },
    locks: createLocalLocks(),
  });
  return { trials, tried, known, card, busy, loaded, unloaded, storage, settings: watched };
}

describe('finding the fastest way', () => {
  it('tries what is worth it, and lets the next load begin with the fastest', async () => {
    const desk = setUp();
    await desk.trials.find(ID);
    expect(desk.unloaded).toEqual([ID]);
    expect(desk.tried.slice(0, 4)).toEqual(['int8 2', 'fp32 2', 'int8 1', 'fp32 1']);
    const [fastest] = desk.card.get().trials;
    expect(fastest).toMatchObject({
      dtype: 'int8',
      threads: 1,
      unitsPerSecond: 40,
      promptTokensPerSecond: 200,
    });
    expect(desk.known.get(ID)?.trials).toHaveLength(4);
    expect(desk.card.get().waySearch).toBeNull();
  });

  it('tells how far it is', async () => {
    const seen: unknown[] = [];
    const desk = setUp();
    desk.card.subscribe(({ waySearch }) => waySearch && seen.push([waySearch.done, waySearch.atMost]));
    await desk.trials.find(ID);
    expect(seen.slice(0, 4)).toEqual([
      [0, 4],
      [1, 4],
      [2, 4],
      [3, 4],
    ]);
  });

  it('keeps why a way failed, and puts it last', async () => {
    const desk = setUp({ speeds: { 'int8 2': 'known-answer-failed', 'fp32 2': 20, 'fp32 1': 14 } });
    await desk.trials.find(ID);
    expect(desk.card.get().trials.map(({ dtype, failure }) => failure?.code ?? dtype)).toEqual([
      ...['fp32', 'fp32', 'known-answer-failed'],
    ]);
  });

  it('remembers on the same machine and forgets on another', async () => {
    const { trials, storage } = setUp();
    await trials.find(ID);
    const later = setUp({ storage });
    await later.trials.known();
    expect(later.known.get(ID)?.trials).toHaveLength(4);
    expect(await later.trials.isUnknown(ID)).toBe(false);
    const elsewhere = setUp({ storage, stamp: 'another machine' });
    expect(await elsewhere.trials.isUnknown(ID)).toBe(true);
    expect(elsewhere.known.size).toBe(0);
  });

  it('says what is wrong with the stored model instead of blaming every way for it', async () => {
    const desk = setUp({ speeds: { 'int8 2': 'integrity-failed' } });
    await expect(desk.trials.find(ID)).rejects.toMatchObject({ failure: { code: 'integrity-failed' } });
    expect(desk.card.get()).toMatchObject({ trials: [], waySearch: null });
  });

  it('does not begin while there is work, and ends as soon as there is, with the reason', async () => {
    const desk = setUp({
      during: async (_, signal) => {
        desk.busy.set(true);
        await new Promise((resolve) => (signal.aborted ? resolve(null) : (signal.onabort = resolve)));
      },
    });
    const stopped = await desk.trials.find(ID).catch(toFailure);
    expect(stopped).toMatchObject({ code: 'cancelled', message: expect.stringContaining('work to do') });
    expect(desk.tried).toHaveLength(1);
    expect(desk.card.get()).toMatchObject({ trials: [], waySearch: null });
    const refused = await desk.trials.find(ID).catch(toFailure);
    expect(refused).toMatchObject({
      code: 'request-unsupported',
      message: expect.stringContaining('at work just now'),
    });
    expect(desk.tried).toHaveLength(1);
  });

  it('can be cancelled, and asked for twice without running twice', async () => {
    const desk = setUp({
      during: (_, signal) => new Promise((resolve) => (signal.onabort = () => resolve())),
    });
    const [one, other] = [desk.trials.find(ID), desk.trials.find(ID)];
    const codes = Promise.all([one, other].map((search) => search.catch((thrown) => toFailure(thrown).code)));
    await eventually(() => expect(desk.tried).toHaveLength(1));
    desk.trials.cancel();
    expect(await codes).toEqual(['cancelled', 'cancelled']);
    expect(desk.tried).toHaveLength(1);
  });

  it('takes the place of a trial that nobody asked for, which would say nothing when it is cut short', async () => {
    let hold = true;
    const desk = setUp({
      during: async (_, signal) => {
        if (hold) await new Promise((resolve) => (signal.onabort = resolve));
      },
    });
    const quiet = desk.trials.findQuietly(ID);
    await eventually(() => expect(desk.tried).toHaveLength(1));
    hold = false;
    await desk.trials.find(ID);
    await quiet;
    expect(desk.tried.slice(0, 3)).toEqual(['int8 2', 'int8 2', 'fp32 2']);
    expect(desk.known.get(ID)?.trials).toHaveLength(4);
  });

  it('leaves the loaded model alone when it is stopped before it tries anything', async () => {
    const desk = setUp({ looking: () => desk.trials.cancel() });
    await desk.trials.findQuietly(ID);
    expect(desk.unloaded).toEqual([]);
  });

  it('is over when it has been paused', async () => {
    const desk = setUp({
      during: (_, signal) => new Promise((resolve) => (signal.onabort = () => resolve())),
    });
    const quiet = desk.trials.findQuietly(ID);
    await eventually(() => expect(desk.tried).toHaveLength(1));
    await desk.trials.pause();
    expect(desk.card.get().waySearch).toBeNull();
    await quiet;
    await desk.trials.pause();
  });

  it('goes on quietly where it was cut short, and starts anew for whoever asks', async () => {
    let cut = true;
    const desk = setUp({
      during: async () => {
        if (desk.tried.length === 3 && cut) desk.trials.cancel();
      },
    });
    await desk.trials.findQuietly(ID);
    expect(desk.known.has(ID)).toBe(false);
    cut = false;
    await desk.trials.findQuietly(ID);
    expect(desk.tried.slice(0, 5)).toEqual(['int8 2', 'fp32 2', 'int8 1', 'int8 1', 'fp32 1']);
    expect(desk.known.get(ID)?.trials).toHaveLength(4);
    const before = desk.tried.length;
    await desk.trials.find(ID);
    expect(desk.tried.slice(before, before + 2)).toEqual(['int8 2', 'fp32 2']);
  });

  it('is not repeated unasked after it took the page down twice', async () => {
    const storage = createMemoryPageStorage();
    for (let crash = 0; crash < 2; crash += 1) {
      const page = setUp({ storage, during: () => new Promise(() => undefined) });
      void page.trials.findQuietly(ID);
      await eventually(() => expect(page.tried).toHaveLength(1));
    }
    const desk = setUp({ storage });
    expect(await desk.trials.isUnknown(ID)).toBe(false);
    await desk.trials.find(ID);
    expect(desk.card.get().trials).toHaveLength(4);
  });
});

describe('a pinned way', () => {
  it('is stored, counts from the next load on, and ends the wish to find out', async () => {
    const desk = setUp();
    await desk.trials.pin(ID, way('fp32', 1));
    expect(desk.settings.get().modelPins[ID]).toEqual(way('fp32', 1));
    expect(desk.known.get(ID)?.pin).toEqual(way('fp32', 1));
    expect(await desk.trials.isUnknown(ID)).toBe(false);
    await desk.trials.pin(ID, null);
    expect(desk.settings.get().modelPins).toEqual({});
    expect(desk.known.get(ID)?.pin).toBeNull();
  });

  it('leaves the way that another tab has pinned for another model', async () => {
    const desk = setUp({ pinnedElsewhere: { other: way('int8', 2) } });
    await desk.trials.pin(ID, way('fp32', 1));
    expect(desk.settings.get().modelPins).toEqual({ other: way('int8', 2), [ID]: way('fp32', 1) });
  });

  it('is known at the first load of a visit', async () => {
    const desk = setUp({ settings: { ...DEFAULT_SETTINGS, modelPins: { [ID]: way('fp32', 2) } } });
    await desk.trials.known();
    expect(desk.known.get(ID)?.pin).toEqual(way('fp32', 2));
  });

  it('is the reason that the card gives, as being the fastest is', async () => {
    const desk = setUp();
    const load = (dtype: string, threads: number) =>
      desk.loaded.set([{ ...way(dtype, threads), modelId: ID, loadMs: 1, refused: [] }]);
    await desk.trials.find(ID);
    load('int8', 1);
    expect(desk.card.get().wayChosen).toBe('fastest');
    load('fp32', 1);
    expect(desk.card.get().wayChosen).toBeNull();
    await desk.trials.pin(ID, way('fp32', 1));
    load('fp32', 1);
    expect(desk.card.get().wayChosen).toBe('pinned');
    desk.loaded.set([]);
    expect(desk.card.get().wayChosen).toBeNull();
  });
});
