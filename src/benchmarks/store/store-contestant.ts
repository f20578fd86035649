import type { ModelEntry, ModelFile } from '../../contracts/model';

/** A place where a page can keep the files of a model: ours, or what it is measured against. */
export interface StoreContestant {
  /** Fetches all files of the model from its server and keeps them. */
  install(model: ModelEntry): Promise<void>;
  /** The bytes of a file in one piece. */
  buffer(model: ModelEntry, file: ModelFile): Promise<ArrayBuffer>;
  /** The bytes of a file in order, in pieces of the contestant's own size. */
  stream(model: ModelEntry, file: ModelFile): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
  /** Does nothing when the model is not there. */
  remove(model: ModelEntry): Promise<void>;
}

export const CONTESTANTS = ['weight-store', 'cache-api', 'opfs', 'opfs-sync', 'fetch'] as const;
export type ContestantName = (typeof CONTESTANTS)[number];
