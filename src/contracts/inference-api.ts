import type { GenerateRequest, GenerateResult } from './capabilities';
import type { Failure, Result } from './failure';
import type { Device, DeviceChoice, EngineId } from './model';

/** A device that was tried and not used, with the reason in words. */
export interface DeviceRefusal {
  readonly device: Device;
  readonly failure: Failure;
}

export interface LoadedModelInfo {
  readonly modelId: string;
  readonly engine: EngineId;
  readonly device: Device;
  readonly threads: number;
  readonly loadMs: number;
  /** Devices tried before this one. */
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

/**
 * The inference worker over Comlink. Every call names its model, so that a rebuilt worker can load it again; every call with a
 * `requestId` can be cancelled by it. Calls run one at a time, in order. Nothing throws.
 */
export interface InferenceWorkerApi {
  /** Loads the model if it is not loaded; tries the variants that the choice allows in order, each with its known-answer check. */
  load(request: {
    readonly requestId: string;
    readonly modelId: string;
    readonly device: DeviceChoice;
  }): Promise<Result<LoadedModelInfo>>;
  generate(
    request: {
      readonly requestId: string;
      readonly modelId: string;
      readonly device: DeviceChoice;
    } & GenerateRequest,
    onText: (piece: string) => void,
  ): Promise<Result<GenerateResult>>;
  /** One flat array of `texts.length * dimensions` numbers, transferred. */
  embed(request: {
    readonly requestId: string;
    readonly modelId: string;
    readonly device: DeviceChoice;
    readonly texts: readonly string[];
  }): Promise<Result<{ readonly vectors: Float32Array; readonly dimensions: number }>>;
  /** Runs the known answer on one device only, without fallback. */
  verify(request: {
    readonly requestId: string;
    readonly modelId: string;
    readonly device: Device;
  }): Promise<Result<KnownAnswerReport>>;
  /** Resolves at once; the cancelled call ends with `finish: 'cancelled'` or the failure `cancelled`. */
  cancel(requestId: string): Promise<void>;
  unload(modelId: string): Promise<Result<null>>;
  /** Answers at once unless the worker hangs. */
  ping(): Promise<'pong'>;
}
