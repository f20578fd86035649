import type { ModelEntry } from '../contracts/model';
import type { Fetch } from '../platform/fetch';

/** A model whose bytes are at hand: in a pack, or in files that the user picked. */
export interface LocalModel {
  /** Pinned by the SHA-256 of every file. */
  readonly entry: ModelEntry;
  /** Answers `entry.baseUrl + path` with the file's bytes; heeds `Range: bytes=a-b`. */
  readonly fetch: Fetch;
}
