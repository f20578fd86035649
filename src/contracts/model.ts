import type { PromptDialect } from './capabilities';

export type ModelTask = 'text-generation' | 'feature-extraction';
/** Where Deskside itself can run a model. */
export type LocalDevice = 'webgpu' | 'wasm';
/** `browser`: the browser runs a model of its own, wherever it likes. `server`: a server of the user's does. */
export type Device = LocalDevice | 'browser' | 'server';
export type DeviceChoice = LocalDevice | 'auto';
/** The engines that models may name; a version of the app need not have all of them. */
export type EngineId = 'transformers' | 'web-llm' | 'wllama' | 'built-in' | 'own-server' | 'fake';

export interface ModelFile {
  /** Relative to the model's folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** Where the file is, when it lies elsewhere than the others of its model: the library that web-llm runs a model with. */
  readonly address?: string;
}

/** One way to run a model: which engine, where, with which graph, and what that takes. */
export interface ModelVariant {
  readonly engine: EngineId;
  readonly device: Device;
  /** The engine's name for the graph: transformers.js' `model_file_name`, or the first file of a GGUF model. */
  readonly graph: string;
  /** The engine's name of the quantization, for instance `q4` or `Q4_K_M`. */
  readonly dtype: string;
  /** Paths of the files that this variant reads besides those that all need. */
  readonly files: readonly string[];
  /** Bytes at the peak of loading: measured, or estimated for models that were not run here. */
  readonly peakBytes: number;
  /** Only for GPUs with 16-bit floats in shaders. */
  readonly requiresF16?: boolean;
}

/** Where the files of a model come from. */
export type ModelSource =
  /** Ships with the app, below `models/<id>/`. */
  | { readonly kind: 'bundled' }
  /** A repository of a model hub. `revision` is a commit once the files are pinned, else the branch to pin. */
  | { readonly kind: 'hub'; readonly repo: string; readonly revision: string }
  /** Files of the user's: a pack, or what was dropped. Nothing can be fetched again. */
  | { readonly kind: 'file'; readonly name: string }
  /** A model that one of the user's servers runs; `serverId` is that of the settings. Nothing is stored of it. */
  | { readonly kind: 'server'; readonly serverId: string; readonly model: string }
  /** A model of the browser's own, which the browser fetches and keeps. */
  | { readonly kind: 'browser' };

/** What is known of a model before its files are: enough to choose by. */
export interface ModelListing {
  readonly id: string;
  readonly name: string;
  readonly task: ModelTask;
  /** Of generators that cannot be asked for anything: a summariser words summaries and no drafts. */
  readonly writes?: 'summaries';
  readonly engine: EngineId;
  /** What it is good for, one or two sentences. */
  readonly purpose: string;
  /** SPDX identifier, or the licence's own name. */
  readonly license: string;
  /** BCP 47 tags, the best first. */
  readonly languages: readonly string[];
  readonly parameters: number;
  /** Tokens. */
  readonly contextLength: number;
  /** As the field writes it, for instance `q4f16` or `Q4_K_M`. */
  readonly quantization: string;
  /** Bytes to fetch; rounded for listings whose files are not pinned. */
  readonly downloadBytes: number;
  /** Bytes at the peak of loading, on the leanest of its devices. */
  readonly memoryBytes: number;
  /** In order of preference. */
  readonly devices: readonly Device[];
  /** Runs only on GPUs with 16-bit floats in shaders. */
  readonly requiresF16: boolean;
  readonly source: ModelSource;
  /** The one file of the source that is the model, where it holds several; for GGUF. */
  readonly file?: string;
  /** Address of the compiled model library that web-llm runs it with. */
  readonly library?: string;
  /** Bytes of the largest tensor, which one buffer of the GPU must hold; absent where it is not known. */
  readonly largestTensorBytes?: number;
  /** `tested`: run by this project's own tests. `listed`: taken from its authors' description. */
  readonly evidence: 'tested' | 'listed';
}

/** A model whose every file is pinned, so that it can be installed and run. */
export interface ModelEntry extends ModelListing {
  /** Where the files are, ending in `/`; relative to the app's base for the starter pack. Empty for models from the user's files. */
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
      /** `exact`, the default, or anywhere in the answer, for models whose wording nobody has pinned. */
      readonly match?: 'exact' | 'contains';
    }
  | {
      readonly kind: 'embed';
      readonly text: string;
      /** The first dimensions of the expected unit vector. */
      readonly expected: readonly number[];
      /** Largest absolute difference allowed in any of them. */
      readonly tolerance: number;
    }
  /** For embedders whose vectors nobody has pinned: `near` must be closer to `text` than `far` is. */
  | { readonly kind: 'nearer'; readonly text: string; readonly near: string; readonly far: string }
  /** For models that others run and look after. */
  | { readonly kind: 'none' };

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
  /** `waiting`: another tab writes the model, or a failed request is about to be made again. */
  readonly phase: 'waiting' | 'fetching' | 'verifying' | 'packing' | 'done';
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Over the last seconds; 0 while unknown. */
  readonly bytesPerSecond: number;
  /** Null while unknown. */
  readonly secondsLeft: number | null;
}

/** How fast a model was on this machine when it was last used, run as that variant. */
export interface ModelMeasurement extends Pick<ModelVariant, 'engine' | 'device' | 'graph' | 'dtype'> {
  readonly modelId: string;
  readonly threads: number;
  readonly loadMs: number;
  /** Of generators, new tokens; null until there was an answer long enough to tell. */
  readonly tokensPerSecond: number | null;
  /** Of embedders; null until there were enough of them to tell. */
  readonly textsPerSecond: number | null;
  /** Milliseconds since 1970. */
  readonly measuredAt: number;
}

/** What removing models would give, for a model that has no room. */
export interface RoomPlan {
  /** With what the browser's bookkeeping takes. */
  readonly neededBytes: number;
  /** Null where the browser does not tell. */
  readonly freeBytes: number | null;
  /** Models to remove, the least recently used first, so that it fits; empty when it fits already, and when even that does not help. */
  readonly remove: readonly {
    readonly modelId: string;
    readonly name: string;
    readonly bytes: number;
    readonly lastUsedAt: number | null;
  }[];
}

/** The files of one installed model, read from the weight store. Rejects with `model-missing` or `integrity-failed`. */
export interface WeightReader {
  readonly modelId: string;
  readonly files: readonly ModelFile[];
  /** The bytes of a file in order, each chunk verified before it is given out; the stream fails with `integrity-failed` at the first that is damaged. Reads each byte once. */
  stream(path: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
  /** The bytes of a file in one piece, every chunk verified; the fastest way to all of them, and no more memory than they take. */
  buffer(path: string): Promise<ArrayBuffer>;
}
