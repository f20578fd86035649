import type { PromptDialect } from './capabilities';

export type ModelTask = 'text-generation' | 'feature-extraction';
export type Device = 'webgpu' | 'wasm';
export type DeviceChoice = Device | 'auto';
export type EngineId = 'transformers' | 'fake';

export interface ModelFile {
  /** Relative to the model's folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** One way to run a model: which engine, where, with which graph, and what that takes. */
export interface ModelVariant {
  readonly engine: EngineId;
  readonly device: Device;
  /** The engine's name for the graph, for instance transformers.js' `model_file_name`. */
  readonly graph: string;
  /** transformers.js' name of the quantization, for instance `q4`. */
  readonly dtype: string;
  /** Paths of the files that this variant reads besides those that all need. */
  readonly files: readonly string[];
  /** Bytes at the peak of loading, as measured. */
  readonly peakBytes: number;
}

/** What the catalogue knows of a model. */
export interface ModelEntry {
  readonly id: string;
  readonly name: string;
  readonly task: ModelTask;
  readonly purpose: string;
  readonly license: string;
  readonly parameters: number;
  /** Tokens. */
  readonly contextLength: number;
  /** Where the files are, ending in `/`; relative to the app's base for the starter pack. */
  readonly baseUrl: string;
  readonly files: readonly ModelFile[];
  /** In order of preference. */
  readonly variants: readonly ModelVariant[];
  readonly prompts: PromptDialect | null;
  readonly knownAnswer: KnownAnswer;
}

/** A check after loading: a GPU that computes nonsense must not write drafts. */
export type KnownAnswer =
  | {
      readonly kind: 'generate';
      readonly prompt: string;
      readonly maxTokens: number;
      readonly expected: string;
    }
  | {
      readonly kind: 'embed';
      readonly text: string;
      /** The first dimensions of the expected unit vector. */
      readonly expected: readonly number[];
      /** Largest absolute difference allowed in any of them. */
      readonly tolerance: number;
    };

export type ModelState = 'absent' | 'partial' | 'installed' | 'damaged';

export interface ModelStatus {
  readonly modelId: string;
  readonly state: ModelState;
  readonly storedBytes: number;
  readonly totalBytes: number;
  /** When an engine last read it, milliseconds since 1970; null if never. */
  readonly lastUsedAt: number | null;
}

export interface InstallProgress {
  readonly modelId: string;
  readonly phase: 'fetching' | 'verifying' | 'done';
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Over the last seconds; 0 while unknown. */
  readonly bytesPerSecond: number;
  /** Null while unknown. */
  readonly secondsLeft: number | null;
}

/** The files of one installed model, read from the weight store. Each read verifies the chunks it touches; rejects with `model-missing` or `integrity-failed`. */
export interface WeightReader {
  readonly modelId: string;
  readonly files: readonly ModelFile[];
  /** The bytes of a file as one Blob, backed by the store. */
  blob(path: string): Promise<Blob>;
}
