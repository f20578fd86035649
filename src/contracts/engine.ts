import type { GenerateRequest, GenerateResult } from './capabilities';
import type { Device, EngineId, ModelEntry, ModelVariant, WeightReader } from './model';

/** A runtime that can load models. Lives in the inference worker; may throw `DesksideError`. One contract suite runs against each. */
export interface Engine {
  readonly id: EngineId;
  /** Loads a variant. Weights come only through `weights`. Rejects with `out-of-memory`, `engine-unavailable`, `integrity-failed`, `device-lost`, `cancelled` or `internal`. */
  load(options: LoadOptions): Promise<LoadedModel>;
}

export interface LoadOptions {
  readonly model: ModelEntry;
  readonly variant: ModelVariant;
  readonly weights: WeightReader;
  /** WASM threads to use; ignored elsewhere. */
  readonly threads: number;
  readonly signal: AbortSignal;
  /** How much of the load is done, 0 to 1, never falling. */
  readonly onProgress?: (fraction: number) => void;
}

export interface LoadedModel {
  readonly modelId: string;
  readonly device: Device;
  readonly threads: number;
  /** Number of tokens of the text, special tokens left out. */
  countTokens(text: string): Promise<number>;
  /** Only for text generation. Stops between tokens when the signal aborts and resolves with `finish: 'cancelled'`. Rejects with `context-overflow` before running when the prompt and `maxTokens` do not fit, with `request-unsupported` when the engine cannot keep to what is asked, and with `device-lost` when the GPU went away. */
  generate(
    request: GenerateRequest,
    onText: (piece: string) => void,
    signal: AbortSignal,
  ): Promise<GenerateResult>;
  /** Only for feature extraction. Unit vectors in order. Rejects with `cancelled` between batches. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>;
  /** Gives the memory back; the handle is dead afterwards. */
  unload(): Promise<void>;
}
