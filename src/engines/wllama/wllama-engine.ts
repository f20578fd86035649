import type { Engine, LoadedModel, LoadOptions } from '../../contracts/engine';
import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { LocalDevice, ModelEntry, ModelVariant } from '../../contracts/model';
import { contextInPage } from '../../platform/context-limits';
import { wrongTask } from '../engine-failures';
import { requireBrowser } from './browser-needs';
import { LlamaSession, type SessionSettings } from './llama-session';
import { LoadProgress } from './load-progress';
import { refusesCache, toRuntimeError } from './runtime-failure';
import { TextEmbedding } from './text-embedding';
import { TextGeneration } from './text-generation';
import { openWeightBlobs } from './weight-blobs';

/** llama.cpp through wllama: models in the GGUF format, on WASM or WebGPU. wllama computes in a worker of its own, so that this one stays free. */
export function createWllamaEngine(): Engine {
  return { id: 'wllama', load };
}

async function load({
  model: entry,
  variant,
  weights,
  threads,
  signal,
  onProgress,
}: LoadOptions): Promise<LoadedModel> {
  if (signal.aborted) throw new DesksideError(CANCELLED);
  const device = localDevice(variant);
  await requireBrowser(device);
  const progress = new LoadProgress(bytesOf(entry, variant), onProgress);
  const settings: SessionSettings = {
    task: entry.task,
    device,
    threads,
    contextTokens: contextInPage(entry.task, entry.contextLength),
    cacheType: device === 'wasm' ? 'q8_0' : 'f16',
  };
  const blobs = await openWeightBlobs(variant, weights, { signal, progress });
  const session = await openSession(entry.name, settings, blobs, signal);
  progress.done();
  return new WllamaModel(entry, device, session);
}

async function openSession(
  name: string,
  settings: SessionSettings,
  blobs: readonly Blob[],
  signal: AbortSignal,
): Promise<LlamaSession> {
  if (signal.aborted) throw new DesksideError(CANCELLED);
  const session = new LlamaSession(settings);
  // Ends what wllama is waiting for.
  const close = (): void => void session.close();
  signal.addEventListener('abort', close);
  try {
    await session.load(blobs);
    signal.throwIfAborted();
    return session;
  } catch (error) {
    await session.close();
    if (signal.aborted) throw new DesksideError(CANCELLED, { cause: error });
    const { complaints } = session.log;
    if (settings.cacheType !== 'f16' && refusesCache(complaints))
      return await openSession(name, { ...settings, cacheType: 'f16' }, blobs, signal);
    throw toRuntimeError(error, name, complaints);
  } finally {
    signal.removeEventListener('abort', close);
  }
}

function bytesOf({ files }: ModelEntry, variant: ModelVariant): number {
  const used = files.filter(({ path }) => variant.files.includes(path));
  return used.reduce((sum, { bytes }) => sum + bytes, 0);
}

function localDevice({ device }: ModelVariant): LocalDevice {
  if (device === 'webgpu' || device === 'wasm') return device;
  throw new DesksideError({
    code: 'internal',
    message: 'wllama runs models on this machine only.',
    retryable: false,
    detail: device,
  });
}

class WllamaModel implements LoadedModel {
  readonly modelId: string;
  readonly device: LocalDevice;
  readonly threads: number;
  readonly #entry: ModelEntry;
  readonly #session: LlamaSession;
  readonly #generation: TextGeneration | null;
  readonly #embedding: TextEmbedding;
  /** The end of the last count; two at a time would mix up their refusals. */
  #counting: Promise<unknown> = Promise.resolve();

  constructor(entry: ModelEntry, device: LocalDevice, session: LlamaSession) {
    this.modelId = entry.id;
    this.device = device;
    this.threads = device === 'wasm' ? session.threads : 1;
    this.#entry = entry;
    this.#session = session;
    this.#generation = entry.task === 'text-generation' ? new TextGeneration(entry, session) : null;
    this.#embedding = new TextEmbedding(entry, session);
  }

  countTokens(text: string): Promise<number> {
    const counted = this.#counting.then(() => this.#session.countTokens(text));
    this.#counting = counted.catch(() => undefined);
    return counted.catch((error: unknown) => {
      throw toRuntimeError(error, this.#entry.name, this.#session.log.complaints);
    });
  }

  async generate(...args: Parameters<LoadedModel['generate']>): ReturnType<LoadedModel['generate']> {
    if (!this.#generation) throw wrongTask(this.#entry, 'write text');
    return this.#generation.generate(...args);
  }

  async embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    if (this.#generation) throw wrongTask(this.#entry, 'embed text');
    return this.#embedding.embed(texts, signal);
  }

  unload(): Promise<void> {
    return this.#session.close();
  }
}
