import type { Remote } from 'comlink';
import { DesksideError, unwrap, type Result } from '../contracts/failure';
import type {
  WorkspaceHead,
  WorkspaceManifest,
  WorkspaceRows,
  WorkspaceWorkerApi,
} from '../contracts/workspace';
import { DEFAULT_PATIENCE, WorkerLane, type LanePatience, type WorkerLike } from './worker-lane';

/** One workspace file, being written or read in a worker of its own. Methods reject with a `DesksideError`. */
export interface WorkspaceClient {
  begin(head: WorkspaceHead, passphrase: string | null): Promise<void>;
  add(part: string, rows: readonly unknown[]): Promise<void>;
  finish(): Promise<Blob>;
  open(file: Blob, passphrase: string | null): Promise<WorkspaceManifest>;
  read(part: string, anew: boolean): Promise<WorkspaceRows>;
  /** Ends the worker, and with it what was not finished. */
  end(): void;
}

export function createWorkspaceClient(
  spawn: () => WorkerLike,
  patience: LanePatience = DEFAULT_PATIENCE,
): WorkspaceClient {
  const lane = new WorkerLane<WorkspaceWorkerApi>(spawn(), patience);

  async function call<T>(invoke: (api: Remote<WorkspaceWorkerApi>) => Promise<Result<T>>): Promise<T> {
    const result = await lane.call(crypto.randomUUID(), undefined, invoke);
    if (!result.ok && result.failure.code === 'worker-died')
      throw new DesksideError({
        ...result.failure,
        message: 'The file could not be finished. Please try again.',
      });
    return unwrap(result);
  }

  return {
    begin: async (head, passphrase) => void (await call((api) => api.begin(head, passphrase))),
    add: async (part, rows) => void (await call((api) => api.add(part, rows))),
    finish: () => call((api) => api.finish()),
    open: (file, passphrase) => call((api) => api.open(file, passphrase)),
    read: (part, anew) => call((api) => api.read(part, anew)),
    end: () => lane.terminate(),
  };
}
