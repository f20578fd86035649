import type { Failure } from './failure';
import type { VariantName } from './inference-api';

/** One way to run a model: a variant and, on WASM, with how many threads. */
export interface VariantPin extends VariantName {
  /** 1 anywhere but on WASM. */
  readonly threads: number;
}

/** What a trial of one way to run a model came to on this machine. */
export interface VariantTrial extends VariantPin {
  readonly modelId: string;
  /** Of generators new tokens after the first, of embedders short texts, a second; null when it failed. */
  readonly unitsPerSecond: number | null;
  /** Of generators: tokens of the prompt read a second; null for embedders and when it failed. */
  readonly promptTokensPerSecond: number | null;
  readonly loadMs: number | null;
  /** Why it cannot be used. */
  readonly failure: Failure | null;
  /** Milliseconds since 1970. */
  readonly measuredAt: number;
  /** A trial by another version of the app, on another browser or machine does not count; see `trialStamp`. */
  readonly stamp: string;
}
