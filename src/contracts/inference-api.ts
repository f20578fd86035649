import type { GenerateRequest, GenerateResult } from './capabilities';
import type { Failure, Result } from './failure';
import type { Device, EngineId, ModelVariant } from './model';

/**
 * Which of a model's variants. Named rather than numbered: page and worker look the model up each for itself, and a number would go
 * wrong without a word where their lists differ.
 */
export type VariantName = Pick<ModelVariant, 'engine' | 'device' | 'graph' | 'dtype'>;

/** A device that was tried and not used, with the reason in words. */
export interface DeviceRefusal {
  readonly device: Device;
  readonly failure: Failure;
}

export interface LoadedModelInfo extends VariantName {
  readonly modelId: string;
  readonly threads: number;
  readonly loadMs: number;
  /** Devices, or numbers of threads, that come first but could not be used. */
  readonly refused: readonly DeviceRefusal[];
}

export interface KnownAnswerReport {
  readonly modelId: string;
  readonly engine: EngineId;
  readonly device: Device;
  readonly threads: number;
  readonly passed: boolean;
  readonly failure: Failure | null;
  readonly ms: number;
}

/** Which model a call is for, and how to load it should the worker be a new one. */
export interface ModelTarget extends VariantName {
  readonly modelId: string;
  /** WASM threads; ignored on WebGPU. */
  readonly threads: number;
}

export interface InferenceRequest extends ModelTarget {
  /** Chosen by the caller, unique; `cancel` takes it. */
  readonly requestId: string;
}

/**
 * The inference worker over Comlink. Every call names its model, so that a rebuilt worker can load it again; every call with a
 * `requestId` can be cancelled by it. Calls run one at a time, in order. Nothing throws.
 *
 * A worker serves one device. Falling back to the next one is the client's business and takes a fresh worker: a runtime that has failed
 * cannot be trusted, and a GPU driver may take the whole worker with it.
 */
export interface InferenceWorkerApi {
  /** Loads the model if it is not loaded, and passes its known-answer check. `onProgress` as in `LoadOptions`. */
  load(request: InferenceRequest, onProgress?: (fraction: number) => void): Promise<Result<LoadedModelInfo>>;
  generate(
    request: InferenceRequest & GenerateRequest,
    onText: (piece: string) => void,
  ): Promise<Result<GenerateResult>>;
  /** One flat array of `texts.length * dimensions` numbers, transferred. */
  embed(
    request: InferenceRequest & { readonly texts: readonly string[] },
  ): Promise<Result<{ readonly vectors: Float32Array; readonly dimensions: number }>>;
  /** Loads the model, runs its known answer, and says what came of it. */
  verify(request: InferenceRequest): Promise<Result<KnownAnswerReport>>;
  /** Resolves at once; the cancelled call ends with `finish: 'cancelled'` or the failure `cancelled`. */
  cancel(requestId: string): Promise<void>;
  unload(modelId: string): Promise<Result<null>>;
  /** Answers at once unless the worker hangs. */
  ping(): Promise<'pong'>;
}
