import type { ModelTask, ModelVariant } from '../../contracts/model';
import { contextInPage } from '../../platform/context-limits';
import { ggufMemory } from '../catalogue/memory-estimates';
import type { GgufHeader } from './gguf-header';
import type { GgufSet } from './gguf-names';
import { quantizationOf } from './gguf-types';
import { TOO_LARGE_BYTES } from './largest-file';
import { noChatTemplate, unsupportedModel } from './model-file-failures';

/** What a GGUF model is, as its first file or the hub tells. */
export interface GgufFacts {
  readonly architecture: string;
  /** Tokens. */
  readonly contextLength: number;
  readonly parameters: number;
  readonly hasChatTemplate: boolean;
  /** How it makes one vector of a text, by llama.cpp's number; 0 for models that make none, or do not tell. */
  readonly pooling: number;
}

/** Architectures of llama.cpp that make something else than text or one vector of it. */
const NEITHER = /^t5|^clip|^whisper|wavtokenizer|diffusion|^dream$|^llada/;
/** Those that turn text into vectors and nothing else. */
const EMBEDDERS = /bert|^gemma-embedding/;
const MEAN_POOLING = 1;
/** Makes a mark of a text instead of a vector. */
const RANK_POOLING = 4;
/** Tokens that are safe to assume of a model that does not tell. */
const UNTOLD_CONTEXT = 2048;

export function ggufFacts({ metadata, parameters }: GgufHeader): GgufFacts {
  const architecture = String(metadata.get('general.architecture') ?? '');
  const context = metadata.get(`${architecture}.context_length`);
  return {
    architecture,
    contextLength: typeof context === 'number' && context > 0 ? context : UNTOLD_CONTEXT,
    parameters,
    hasChatTemplate: Boolean(metadata.get('tokenizer.chat_template')),
    pooling: Number(metadata.get(`${architecture}.pooling_type`) ?? 0),
  };
}

/** As far as the word of a hub for what a model does tells it; the hub does not read it from the file. */
export function poolingOfPipeline(tag: string | undefined): number {
  if (tag === 'feature-extraction' || tag === 'sentence-similarity') return MEAN_POOLING;
  return tag === 'text-ranking' ? RANK_POOLING : 0;
}

export function ggufQuantization({ metadata }: GgufHeader): string | null {
  const fileType = metadata.get('general.file_type');
  return typeof fileType === 'number' ? quantizationOf(fileType) : null;
}

/** What the model is for. Rejects with `unsupported-model` when it makes neither text nor vectors, or cannot be told what to write. */
export function ggufTask(name: string, { architecture, hasChatTemplate, pooling }: GgufFacts): ModelTask {
  if (architecture === '' || NEITHER.test(architecture) || pooling === RANK_POOLING) {
    throw unsupportedModel(
      `“${name}” neither writes text nor turns it into vectors, which is what Deskside uses GGUF models for. Choose another model.`,
      architecture,
    );
  }
  if (EMBEDDERS.test(architecture) || pooling > 0) return 'feature-extraction';
  if (!hasChatTemplate) throw noChatTemplate(name);
  return 'text-generation';
}

/** Tokens that it gets in a page, which may be fewer than it could take. */
export function ggufContext(task: ModelTask, { contextLength }: GgufFacts): number {
  return contextInPage(task, contextLength);
}

/** Rejects with `unsupported-model` when parts are missing or cannot be loaded. `files`: bytes by path. */
export function requireLoadable(set: GgufSet, files: ReadonlyMap<string, number>): void {
  if (isLoadable(set, files)) return;
  throw unsupportedModel(
    set.whole
      ? `“${set.name}” is a file of more than 2 GB, which no browser can load. Choose a smaller quantization, or split it with llama.cpp’s gguf-split into parts below 2 GB.`
      : `“${set.name}” is split, and not all of its parts are there. Add all files of it together.`,
  );
}

export function isLoadable(set: GgufSet, files: ReadonlyMap<string, number>): boolean {
  return set.whole && set.paths.every((path) => (files.get(path) ?? Infinity) < TOO_LARGE_BYTES);
}

/** In order of preference. Embedders are small and quick enough for WASM, so that the GPU stays free for the generator. */
export function ggufVariants(set: GgufSet, quantization: string, task: ModelTask): ModelVariant[] {
  const variant = {
    engine: 'wllama',
    graph: set.paths[0] ?? '',
    dtype: quantization,
    files: set.paths,
    peakBytes: ggufMemory(set.bytes),
  } as const;
  const onGpu = { ...variant, device: 'webgpu', requiresF16: true } as const;
  const onProcessor = { ...variant, device: 'wasm' } as const;
  return task === 'text-generation' ? [onGpu, onProcessor] : [onProcessor];
}
