import { toFailure, type Failure } from '../../contracts/failure';
import type { InstallProgress } from '../../contracts/model';
import { installLockOf } from '../../models/weight-store';
import type { Locks } from '../../platform/locks';
import { wait } from '../../platform/wait';
import type { TransferChannel } from './transfer-channel';

/** Writes a model; rejects with a `DesksideError`. */
export type TransferWork = (
  signal: AbortSignal,
  onProgress: (progress: InstallProgress) => void,
) => Promise<void>;

export interface TransferListeners {
  /** Of this tab or another one; null when it has ended. */
  readonly onProgress: (modelId: string, progress: InstallProgress | null) => void;
  /** A transfer ended, here or elsewhere; null: well. The store has changed. */
  readonly onEnd: (modelId: string, failure: Failure | null) => Promise<void>;
  /** The tab that wrote the model has died. */
  readonly onAbandoned: (modelId: string) => void;
}

/** The writing of models in all tabs: one at a time for each model, seen and stopped from every tab, taken over from one that dies. */
export interface ModelTransfers {
  /** Runs `work` unless the model is being written by this tab already, and then waits for that. An abort of the signal ends it for all who wait. */
  run(modelId: string, work: TransferWork, signal?: AbortSignal): Promise<void>;
  /** Ends what writes the model, in this tab and in the others; resolves when this tab's has ended. */
  stop(modelId: string): Promise<void>;
  /** Whether this tab writes the model, or waits to. */
  isRunning(modelId: string): boolean;
}

const GRACE_MS = 1_000;

export function createModelTransfers(options: {
  readonly channel: TransferChannel;
  readonly locks: Locks;
  readonly listeners: TransferListeners;
  readonly graceMs?: number;
}): ModelTransfers {
  const { channel, locks, listeners, graceMs = GRACE_MS } = options;
  const own = new Map<string, { readonly promise: Promise<void>; readonly abort: AbortController }>();
  /** Models that another tab writes, and that this one waits for. */
  const watched = new Set<string>();

  async function runOwn(modelId: string, work: TransferWork, signal: AbortSignal): Promise<void> {
    let failure: Failure | null = null;
    try {
      await work(signal, (progress) => {
        listeners.onProgress(modelId, progress);
        channel.tell({ kind: 'progress', progress });
      });
    } catch (thrown) {
      failure = toFailure(thrown);
      throw thrown;
    } finally {
      own.delete(modelId);
      listeners.onProgress(modelId, null);
      channel.tell({ kind: 'ended', modelId, failure });
      await listeners.onEnd(modelId, failure);
    }
  }

  /** Waits until the other tab has let go of the model. One that ended by itself has said so before. */
  async function watch(modelId: string): Promise<void> {
    if (watched.has(modelId)) return;
    watched.add(modelId);
    await locks.run(installLockOf(modelId), undefined, async () => undefined);
    // The other tab lets go of the model a moment before it can say how that ended.
    await wait(graceMs);
    if (!watched.delete(modelId)) return;
    listeners.onProgress(modelId, null);
    listeners.onAbandoned(modelId);
  }

  function stopOwn(modelId: string): Promise<void> {
    const running = own.get(modelId);
    running?.abort.abort();
    return running?.promise.catch(() => undefined) ?? Promise.resolve();
  }

  channel.listen((note) => {
    if (note.kind === 'stop') {
      void stopOwn(note.modelId);
    } else if (note.kind === 'ended') {
      watched.delete(note.modelId);
      if (own.has(note.modelId)) return;
      listeners.onProgress(note.modelId, null);
      void listeners.onEnd(note.modelId, note.failure);
    } else {
      const { modelId } = note.progress;
      listeners.onProgress(modelId, note.progress);
      if (!own.has(modelId)) void watch(modelId);
    }
  });

  return {
    async run(modelId, work, signal) {
      let running = own.get(modelId);
      if (!running) {
        const abort = new AbortController();
        running = { abort, promise: runOwn(modelId, work, abort.signal) };
        own.set(modelId, running);
      }
      const { abort, promise } = running;
      const end = (): void => abort.abort();
      signal?.addEventListener('abort', end, { once: true });
      await promise.finally(() => signal?.removeEventListener('abort', end));
    },
    async stop(modelId) {
      channel.tell({ kind: 'stop', modelId });
      await stopOwn(modelId);
    },
    isRunning: (modelId) => own.has(modelId),
  };
}
