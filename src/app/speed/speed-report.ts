import type { Failure } from '../../contracts/failure';
import type { Device, ModelTask } from '../../contracts/model';
import type { VariantPin } from '../../contracts/model-choice';

/** How fast a generator goes on from a prompt of one length. */
export interface PromptSpeed {
  readonly promptTokens: number;
  /** Milliseconds from the request to its first text. */
  readonly firstTokenMs: number;
  /** New tokens after the first; null when the answers were too short to tell. */
  readonly tokensPerSecond: number | null;
}

export interface GenerationSpeed {
  /** Some 50 tokens. */
  readonly short: PromptSpeed;
  /** Some 1,000 tokens; null where that would take minutes or does not fit. */
  readonly long: PromptSpeed | null;
  /** Another question on the long prompt's mail; of its tokens, `reusedTokens` were not read again. */
  readonly second: {
    readonly promptTokens: number;
    readonly reusedTokens: number;
    readonly firstTokenMs: number;
  } | null;
}

export interface EmbeddingSpeed {
  /** Of 32 tokens each. */
  readonly shortTextsPerSecond: number;
  /** Of 256 tokens each. */
  readonly longTextsPerSecond: number;
}

/** One way to run one model, and what came of it; the figures are null where there is a failure. */
export interface SpeedRow {
  readonly modelId: string;
  readonly modelName: string;
  readonly task: ModelTask;
  readonly device: Device;
  /** Null for a device that cannot be used at all. */
  readonly way: VariantPin | null;
  readonly loadMs: number | null;
  readonly generation: GenerationSpeed | null;
  readonly embedding: EmbeddingSpeed | null;
  /** Bytes that the page holds with the model in it; null where the browser does not tell. */
  readonly memoryBytes: number | null;
  /** What the speed of memory allows at most; null for embedders and where it is not known. */
  readonly mostTokensPerSecond: number | null;
  readonly failure: Failure | null;
}

export interface SpeedMachine {
  /** Logical ones, as the browser tells it. */
  readonly cores: number;
  /** GiB as the browser tells it; null where it does not. */
  readonly memoryGiB: number | null;
  readonly gpu: string | null;
  readonly browser: string;
  /** One thread reading the processor's memory. */
  readonly memoryBytesPerSecond: number;
  readonly gpuBytesPerSecond: number | null;
}

/** What is being done with a way. `texts` is for embedders; `memory` waits for the browser to count. */
export type SpeedStep = 'loading' | 'short' | 'long' | 'second' | 'texts' | 'memory';

export interface SpeedProgress {
  /** Ways that are done, and all of them. */
  readonly done: number;
  readonly total: number;
  readonly modelName: string;
  readonly way: VariantPin;
  readonly step: SpeedStep;
}

/** How fast models run on this machine, as measured in one go. */
export interface SpeedReport {
  /** Of the app. */
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly measuredAt: number;
  /** Null until its memory is measured. */
  readonly machine: SpeedMachine | null;
  readonly rows: readonly SpeedRow[];
  /** `stopped` by the user, or `disturbed` by other work that began: either way some ways are missing. */
  readonly state: 'running' | 'done' | 'stopped' | 'disturbed';
  /** Null while the run is being prepared, and when it has ended. */
  readonly progress: SpeedProgress | null;
}
