import { CANCELLED, DesksideError, toFailure, type Failure } from '../../contracts/failure';
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
  /** A transfer ended, here or elsewhere; null: well. The store has changed. Must not reject. */
  readonly onEnd: (modelId: string, failure: Failure | null) => Promise<void>;
  /** Another tab has changed what is stored or listed. */
  readonly onChanged: (modelId: string) => void;
  /** The tab that wrote the model has died. */
  readonly onAbandoned: (modelId: string) => void;
}

/** The writing of models in all tabs: one at a time for each model, seen and stopped from every tab, taken over from one that dies. */
export interface ModelTransfers {
  /**
   * Runs `work` unless the model is being written by this tab already, and then waits for that. Whoever aborts only leaves, with `cancelled`;
   * when the last one has left, the work ends, in every tab.
   */
  run(modelId: string, work: TransferWork, signal?: AbortSignal): Promise<void>;
  /** Runs `work` when nothing else writes the model in this tab any more. */
  runAfter(modelId: string, work: TransferWork): Promise<void>;
  /** Ends what writes the model, in this tab and in the others; resolves when this tab's has ended. */
  stop(modelId: string): Promise<void>;
  /** Tells the other tabs that what is stored or listed of the model is no longer what it was. */
  tellChanged(modelId: string): void;
  /** Whether this tab writes the model, or waits to. */
  isRunning(modelId: string): boolean;
}

interface Running {
  readonly promise: Promise<void>;
  readonly abort: AbortController;
  waiting: number;
}

const GRACE_MS = 1_000;

export function createModelTransfers(options: {
  readonly channel: TransferChannel;
  readonly locks: Locks;
  readonly listeners: TransferListeners;
  readonly graceMs?: number;
}): ModelTransfers {
  const { channel, locks, listeners, graceMs = GRACE_MS } = options;
  const own = new Map<string, Running>();
  /** Models that another tab writes, and that this one waits for; each wait has a token, because a next one may begin before it has ended. */
  const watched = new Map<string, symbol>();

  function start(modelId: string, work: TransferWork): Running {
    const abort = new AbortController();
    const running = { abort, waiting: 0, promise: runOwn(modelId, work, abort.signal) };
    own.set(modelId, running);
    return running;
  }

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

  /** Waits for the work; an abort leaves it, and takes it along when nobody else waits. */
  async function join(modelId: string, running: Running, signal: AbortSignal | undefined): Promise<void> {
    running.waiting += 1;
    let leave: () => void = () => undefined;
    const left = new Promise<never>((_resolve, reject) => {
      leave = () => reject(new DesksideError(CANCELLED));
    });
    signal?.addEventListener('abort', leave, { once: true });
    if (signal?.aborted) leave();
    try {
      await Promise.race([running.promise, left]);
    } finally {
      signal?.removeEventListener('abort', leave);
      running.waiting -= 1;
      if (running.waiting === 0 && own.get(modelId) === running) void stop(modelId);
    }
  }

  /** Waits until the other tab has let go of the model. One that ended by itself has said so before. */
  async function watch(modelId: string): Promise<void> {
    if (watched.has(modelId)) return;
    const token = Symbol(modelId);
    watched.set(modelId, token);
    await locks.run(installLockOf(modelId), undefined, async () => undefined);
    // The other tab lets go of the model a moment before it can say how that ended.
    await wait(graceMs);
    if (watched.get(modelId) !== token) return;
    watched.delete(modelId);
    listeners.onProgress(modelId, null);
    listeners.onAbandoned(modelId);
  }

  function stopOwn(modelId: string): Promise<void> {
    const running = own.get(modelId);
    running?.abort.abort();
    return running?.promise.catch(() => undefined) ?? Promise.resolve();
  }

  async function stop(modelId: string): Promise<void> {
    channel.tell({ kind: 'stop', modelId });
    await stopOwn(modelId);
  }

  channel.listen((note) => {
    switch (note.kind) {
      case 'stop':
        void stopOwn(note.modelId);
        return;
      case 'changed':
        listeners.onChanged(note.modelId);
        return;
      case 'ended':
        watched.delete(note.modelId);
        if (own.has(note.modelId)) return;
        listeners.onProgress(note.modelId, null);
        void listeners.onEnd(note.modelId, note.failure);
        return;
      case 'progress': {
        const { modelId } = note.progress;
        listeners.onProgress(modelId, note.progress);
        if (!own.has(modelId)) void watch(modelId);
      }
    }
  });

  return {
    run: (modelId, work, signal) => join(modelId, own.get(modelId) ?? start(modelId, work), signal),
    async runAfter(modelId, work) {
      for (let before = own.get(modelId); before; before = own.get(modelId))
        await before.promise.catch(() => undefined);
      await join(modelId, start(modelId, work), undefined);
    },
    stop,
    tellChanged: (modelId) => channel.tell({ kind: 'changed', modelId }),
    isRunning: (modelId) => own.has(modelId),
  };
}
