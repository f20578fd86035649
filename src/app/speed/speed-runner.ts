import { CANCELLED, DesksideError, toFailure } from '../../contracts/failure';
import type { MachineProbe } from '../../contracts/machine';
import type { ModelEntry } from '../../contracts/model';
import { systemClock, type Clock } from '../../platform/clock';
import type { WritableObservable } from '../../platform/observable';
import type { PageStorage } from '../../platform/page-storage';
import type { InferenceClient } from '../../worker-client/inference-client';
import type { MachineFacts } from '../api';
import { keepReport, readKeptReport } from './kept-report';
import { measureWays } from './measure-ways';
import { countPageMemory } from './page-memory';
import type { SpeedMachine, SpeedReport } from './speed-report';

export interface SpeedRunnerParts {
  readonly version: string;
  readonly client: Pick<InferenceClient, 'attempts' | 'withVariant' | 'unload' | 'loaded' | 'busy'>;
  /** Rejects with `model-unknown`. */
  readonly findModel: (modelId: string) => ModelEntry;
  readonly machine: () => MachineFacts;
  /** Afterwards `machine` holds what it found. */
  readonly probeMachine: () => Promise<void>;
  readonly storage: PageStorage;
  readonly report: WritableObservable<SpeedReport | null>;
  /** Whether anything else runs. */
  readonly isWorking: () => boolean;
  /** Ends a search for the fastest way that nobody asked for; resolves once it has ended. */
  readonly pauseTrials: () => Promise<void>;
  readonly clock?: Clock;
  readonly countMemory?: () => Promise<number | null>;
}

export interface SpeedRunner {
  /** Shows what an earlier visit measured, unless there is something to show already. */
  showKept(): void;
  /**
   * Measures these models and shows each row as soon as it is there. Resolves too when the signal aborts or other work begins: a run that
   * ended early is kept as far as it came, and before its first way was measured leaves the report that was there. Rejects with `request-unsupported`
   * while Deskside is at work, and with what the probe of the machine rejects with.
   */
  measure(modelIds: readonly string[], signal: AbortSignal): Promise<void>;
}

export function createSpeedRunner(parts: SpeedRunnerParts): SpeedRunner {
  const { version, client, findModel, machine, storage, report, isWorking } = parts;
  const { clock = systemClock, countMemory = countPageMemory } = parts;

  async function run(modelIds: readonly string[], signal: AbortSignal, show: ShowReport): Promise<void> {
    signal.throwIfAborted();
    // What is loaded would take memory from what is measured.
    await Promise.all(client.loaded.get().map(({ modelId }) => client.unload(modelId)));
    await parts.probeMachine();
    const { probe } = machine();
    if (!probe) throw notProbed();
    show({ machine: machineOf(machine(), probe) });
    const rows: SpeedReport['rows'][number][] = [];
    await measureWays({
      models: modelIds.map(findModel),
      ...{ client, probe, countMemory, signal },
      onProgress: (progress) => show({ progress }),
      onRow: (row) => {
        rows.push(row);
        show({ rows: [...rows] });
      },
    });
  }

  return {
    showKept() {
      if (report.get() === null) report.set(readKeptReport(storage));
    },

    async measure(modelIds, signal) {
      await parts.pauseTrials();
      if (isWorking() || client.busy.get()) throw atWork();
      const before = report.get();
      let now: SpeedReport = { ...EMPTY, version, measuredAt: clock.now() };
      const show: ShowReport = (change) => report.set((now = { ...now, ...change }));
      const disturbance = new AbortController();
      const unwatch = client.busy.subscribe((busy) => busy && disturbance.abort());
      const either = AbortSignal.any([signal, disturbance.signal]);
      show({});
      try {
        await run(modelIds, either, show);
        show({ state: 'done', progress: null });
        keepReport(storage, now);
      } catch (thrown) {
        if (now.rows.some(({ way }) => way !== null)) {
          show({ state: signal.aborted ? 'stopped' : 'disturbed', progress: null });
          keepReport(storage, now);
        } else report.set(before);
        if (!either.aborted && toFailure(thrown).code !== CANCELLED.code) throw thrown;
      } finally {
        unwatch();
      }
    },
  };
}

type ShowReport = (change: Partial<SpeedReport>) => void;

const EMPTY: Omit<SpeedReport, 'version' | 'measuredAt'> = {
  machine: null,
  rows: [],
  state: 'running',
  progress: null,
};

function machineOf(facts: MachineFacts, probe: MachineProbe): SpeedMachine {
  return {
    cores: navigator.hardwareConcurrency,
    memoryGiB: facts.memoryGiB,
    gpu: facts.gpu,
    browser: navigator.userAgent,
    memoryBytesPerSecond: probe.memoryBytesPerSecond,
    gpuBytesPerSecond: probe.gpuBytesPerSecond,
  };
}

function atWork(): DesksideError {
  return new DesksideError({
    code: 'request-unsupported',
    message:
      'Deskside is at work just now, which would falsify the measurement. Wait until that is done, or stop it, and measure then.',
    retryable: true,
  });
}

function notProbed(): DesksideError {
  return new DesksideError({
    code: 'internal',
    message: 'The speed of this machine’s memory could not be measured. Please try again.',
    retryable: true,
  });
}
