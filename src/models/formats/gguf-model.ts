import type { ModelVariant } from '../../contracts/model';
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
}

/** Architectures of llama.cpp that turn text into vectors, or make something else than text. */
const NO_WRITERS = /bert|^t5|^clip|^whisper|^gemma-embedding|wavtokenizer|diffusion|^dream$|^llada/;
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
  };
}

export function ggufQuantization({ metadata }: GgufHeader): string | null {
  const fileType = metadata.get('general.file_type');
  return typeof fileType === 'number' ? quantizationOf(fileType) : null;
}

/** Rejects with `unsupported-model` when the model cannot be told what to write. */
export function requireWriter(name: string, { architecture, hasChatTemplate }: GgufFacts): void {
  if (architecture === '' || NO_WRITERS.test(architecture)) {
    throw unsupportedModel(
      `“${name}” does not write text. Of GGUF models Deskside takes those for text generation; models that turn sentences into vectors must be in the ONNX format.`,
      architecture,
    );
  }
  if (!hasChatTemplate) throw noChatTemplate(name);
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

export function ggufVariant(set: GgufSet, quantization: string): ModelVariant {
  return {
    engine: 'wllama',
    device: 'wasm',
    graph: set.paths[0] ?? '',
    dtype: quantization,
    files: set.paths,
    peakBytes: ggufMemory(set.bytes),
  };
}
