import { toFailure, unwrap } from '../contracts/failure';
import type { EmbeddedLabelSet, EmbeddedText, LabelVerdict, LabelWorkerApi } from '../contracts/labels';
import { DEFAULT_PATIENCE, WorkerLane, type LanePatience, type WorkerLike } from './worker-lane';

export interface LabelClient {
  /**
   * Verdicts on all `texts`, in order. These are handed to the worker once, so a later call must bring the same ones, and may bring more
   * behind them. Calls take turns. Rejects with a `DesksideError`: `cancelled`, or `worker-died` when a second worker died as well.
   */
  judge(
    texts: readonly EmbeddedText[],
    set: EmbeddedLabelSet,
    signal: AbortSignal,
  ): Promise<readonly LabelVerdict[]>;
  /** Ends the worker with all that it holds. */
  end(): void;
}

/** Rows that go to the worker, or come from it, in one message: few enough that reading it is not felt on the page. */
const ROWS_PER_MESSAGE = 250;

export function createLabelClient(
  spawn: () => WorkerLike,
  patience: LanePatience = DEFAULT_PATIENCE,
): LabelClient {
  let lane: WorkerLane<LabelWorkerApi> | null = null;
  let handed = 0;

  async function handOver(to: WorkerLane<LabelWorkerApi>, texts: readonly EmbeddedText[]): Promise<void> {
    while (handed < texts.length) {
      const part = texts.slice(handed, handed + ROWS_PER_MESSAGE);
      const dimensions = part[0]?.vector.length ?? 0;
      const values = new Float32Array(part.length * dimensions);
      part.forEach(({ vector }, row) => values.set(vector, row * dimensions));
      handed += part.length;
      const piece = { texts: part.map(({ text }) => text), dimensions, values };
      unwrap(await to.call(crypto.randomUUID(), undefined, (api) => api.add(piece)));
    }
  }

  async function judgeOnce(
    texts: readonly EmbeddedText[],
    set: EmbeddedLabelSet,
    signal: AbortSignal,
  ): Promise<readonly LabelVerdict[]> {
    if (!lane || lane.dead) {
      lane = new WorkerLane<LabelWorkerApi>(spawn(), patience);
      handed = 0;
    }
    const own = lane;
    await handOver(own, texts);
    const requestId = crypto.randomUUID();
    unwrap(await own.call(requestId, signal, (api) => api.judge(requestId, set)));
    const verdicts: LabelVerdict[] = [];
    while (verdicts.length < texts.length) {
      const start = verdicts.length;
      const part = unwrap(await own.call(requestId, signal, (api) => api.verdicts(start, ROWS_PER_MESSAGE)));
      if (part.length === 0) break;
      verdicts.push(...part);
    }
    return verdicts;
  }

  async function judge(
    texts: readonly EmbeddedText[],
    set: EmbeddedLabelSet,
    signal: AbortSignal,
  ): Promise<readonly LabelVerdict[]> {
    signal.throwIfAborted();
    try {
      return await judgeOnce(texts, set, signal);
    } catch (thrown) {
      if (signal.aborted || toFailure(thrown).code !== 'worker-died') throw thrown;
      return judgeOnce(texts, set, signal);
    }
  }

  let last: Promise<unknown> = Promise.resolve();
  return {
    judge(texts, set, signal) {
      const judged = last.then(() => judge(texts, set, signal));
      last = judged.catch(() => undefined);
      return judged;
    },
    end: () => lane?.terminate(),
  };
}
