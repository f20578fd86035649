import type { ModelEntry } from '../../contracts/model';
import type { ChunkReading } from './chunk-reads';
import type { HashName } from './hash-speed';
import type { ContestantName } from './store-contestant';

/** One measurement, in a worker of its own. */
export type StoreTask =
  | {
      readonly kind: 'install' | 'load-buffers' | 'load-streams' | 'remove';
      readonly contestant: ContestantName;
      readonly model: ModelEntry;
    }
  | { readonly kind: 'store-chunks'; readonly totalBytes: number; readonly chunkBytes: number }
  | { readonly kind: 'read-chunks'; readonly totalBytes: number; readonly reading: ChunkReading }
  | { readonly kind: 'delete-chunks' }
  | { readonly kind: 'hash'; readonly hash: HashName }
  /** Nothing: what a page with such a worker takes by itself. */
  | { readonly kind: 'idle' };

export interface StoreSample {
  readonly ms: number;
  /** Installed, loaded or hashed. */
  readonly bytes: number;
  /** Of everything that was loaded into buffers, so that contestants can be told to have loaded the same; else empty. */
  readonly digest: string;
}

export interface StoreBenchmarkApi {
  run(task: StoreTask): Promise<StoreSample>;
}
