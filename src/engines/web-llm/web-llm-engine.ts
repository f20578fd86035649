import type { Engine, LoadedModel, LoadOptions } from '../../contracts/engine';
import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { ModelEntry } from '../../contracts/model';
import { wrongTask } from '../engine-failures';
import type { AddedTokens } from './added-tokens';
import { ChatTemplate } from './chat-template';
import { openGpu, type GpuSession } from './gpu-session';
import { LoadProgress } from './load-progress';
import { readMlcTemplate } from './mlc-config';
import { createMlcRuntime, type MlcRuntime } from './mlc-runtime';
import { BASE_URL, LIBRARY_URL, openMlcFiles, type MlcFiles } from './model-files';
import { withOfferedFiles } from './offered-files';
import { toLoadError } from './runtime-failure';
import { TextEmbedding } from './text-embedding';
import { TextGeneration } from './text-generation';

/** WebLLM: models in MLC's format with a compiled library, on WebGPU. Runs in the worker that calls it; web-llm's own worker is not used. */
export function createWebLlmEngine(): Engine {
  return { id: 'web-llm', load };
}

async function load({
  model: entry,
  variant,
  weights,
  signal,
  onProgress,
}: LoadOptions): Promise<LoadedModel> {
  if (signal.aborted) throw new DesksideError(CANCELLED);
  const totalBytes = entry.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const progress = new LoadProgress(totalBytes, onProgress);
  const files = await openMlcFiles(entry, variant, weights, { signal, progress });
  const template = entry.task === 'text-generation' ? templateOf(files, entry) : null;
  const gpu = await openGpu({
    name: entry.name,
    shaderF16: variant.requiresF16 ?? false,
    largestTensorBytes: files.largestTensorBytes,
  });
  const runtime = createMlcRuntime({
    task: entry.task,
    baseUrl: BASE_URL,
    libraryUrl: LIBRARY_URL,
    overrides: template ? { ...contextOf(entry), conv_template: template.override } : {},
    onReport: (fraction, text) => progress.report(fraction, text),
  });
  // A device that is gone ends what web-llm waits for, the compiling of shaders too.
  const stop = (): void => gpu.release();
  signal.addEventListener('abort', stop);
  try {
    await withOfferedFiles(files.offered, () => gpu.watch(() => runtime.load()));
    if (signal.aborted) throw new DesksideError(CANCELLED);
    if (gpu.failure) throw gpu.failure;
    const model = new WebLlmModel({ entry, runtime, gpu, template, addedTokens: files.addedTokens });
    progress.done();
    return model;
  } catch (error) {
    const failure = signal.aborted ? new DesksideError(CANCELLED, { cause: error }) : gpu.failure;
    await release(runtime, gpu);
    throw failure ?? toLoadError(error, entry.name);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function templateOf({ config, configPath, addedTokens }: MlcFiles, { name }: ModelEntry): ChatTemplate {
  return new ChatTemplate({
    template: readMlcTemplate(config, configPath, name),
    specialTokens: addedTokens.special,
    thinks: config.modelType.startsWith('qwen3') && addedTokens.has('<think>'),
  });
}

/** The KV cache is made for the whole context at once, so that the context must be what the entry's memory was reckoned for. */
function contextOf({ contextLength }: ModelEntry) {
  return { context_window_size: contextLength, sliding_window_size: -1 };
}

/** Gives back all memory. What web-llm has half built can fail to be taken down; with the device, the memory goes in any case. */
async function release(runtime: MlcRuntime, gpu: GpuSession): Promise<void> {
  const unloading = runtime.unload().catch(() => undefined);
  gpu.release();
  await unloading;
}

interface ModelParts {
  readonly entry: ModelEntry;
  readonly runtime: MlcRuntime;
  readonly gpu: GpuSession;
  readonly addedTokens: AddedTokens;
  /** Null for embedders. */
  readonly template: ChatTemplate | null;
}

class WebLlmModel implements LoadedModel {
  readonly modelId: string;
  readonly device = 'webgpu';
  readonly threads = 1;
  readonly #parts: ModelParts;
  readonly #generation: TextGeneration | null;
  readonly #embedding: TextEmbedding | null;

  constructor(parts: ModelParts) {
    const { entry, template } = parts;
    this.modelId = entry.id;
    this.#parts = parts;
    this.#generation = template ? new TextGeneration({ ...parts, template }) : null;
    this.#embedding = template ? null : new TextEmbedding(parts);
  }

  async countTokens(text: string): Promise<number> {
    return text === '' ? 0 : this.#parts.runtime.tokenizer().encode(text).length;
  }

  async generate(...args: Parameters<LoadedModel['generate']>): ReturnType<LoadedModel['generate']> {
    if (!this.#generation) throw wrongTask(this.#parts.entry, 'write text');
    return this.#generation.generate(...args);
  }

  async embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    if (!this.#embedding) throw wrongTask(this.#parts.entry, 'embed text');
    return this.#embedding.embed(texts, signal);
  }

  unload(): Promise<void> {
    return release(this.#parts.runtime, this.#parts.gpu);
  }
}
