import { Wllama, type ChatCompletionChunk, type ChatCompletionMessage } from '@wllama/wllama';
import binaryUrl from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import type { LocalDevice, ModelTask } from '../../contracts/model';
import { unavailable } from '../engine-failures';
import { unlessLost } from '../loss';
import { goesOnFrom } from './kept-prompt';
import { RuntimeLog } from './runtime-log';

export interface SessionSettings {
  readonly task: ModelTask;
  readonly device: LocalDevice;
  readonly threads: number;
  /** Tokens that the model can hold at a time. */
  readonly contextTokens: number;
  /** How keys and values are kept. */
  readonly cacheType: CacheType;
}

/**
 * On WASM, which has no instructions for 16-bit floats, 8-bit numbers are not only smaller: with 500 tokens kept, an answer comes at twice
 * the speed. See docs/decisions/wllama.md.
 */
type CacheType = 'q8_0' | 'f16';

export interface ChatRequest {
  readonly messages: ChatCompletionMessage[];
  /** The same in one piece, to compare with the request before. */
  readonly promptText: string;
  readonly options: Omit<Parameters<Wllama['createChatCompletion']>[0], 'messages' | 'stream'>;
}

/**
 * Tokens of a prompt that are computed at a time, between which a cancel is heeded. WASM gains nothing from more: its kernels multiply one
 * row with one column at a time. See docs/decisions/wllama.md.
 */
const BATCH_TOKENS: Readonly<Record<LocalDevice, number>> = { wasm: 64, webgpu: 256 };
/** More than any model has. */
const ALL_LAYERS = 99_999;
const TOO_LARGE = /^input \((\d+) tokens\) is too large|^request \((\d+) tokens\) exceeds/;

/** A GGUF model in llama.cpp, in a worker of wllama's own. Calls must not overlap. Rejects with what wllama throws. */
export class LlamaSession {
  readonly log = new RuntimeLog();
  readonly contextTokens: number;
  readonly #wllama: Wllama;
  readonly #settings: SessionSettings;
  readonly #batchTokens: number;
  /** The text whose keys and values llama.cpp holds. */
  #kept = '';
  #frameTokens: number | null = null;

  constructor(settings: SessionSettings) {
    this.#settings = settings;
    this.contextTokens = settings.contextTokens;
    this.#batchTokens =
      settings.task === 'text-generation' ? BATCH_TOKENS[settings.device] : settings.contextTokens;
    this.#wllama = new Wllama({ default: new URL(binaryUrl, self.location.href).href }, { logger: this.log });
    // Its build for older browsers would come from another origin.
    this.#wllama.setCompat(null);
  }

  get threads(): number {
    return this.#wllama.getNumThreads();
  }

  get chatTemplate(): string {
    return this.#wllama.getChatTemplate() ?? '';
  }

  async load(blobs: readonly Blob[]): Promise<void> {
    const { device, threads, task, cacheType } = this.#settings;
    const onGpu = device === 'webgpu';
    await this.#alive(
      this.#wllama.loadModel([...blobs], {
        n_ctx: this.contextTokens,
        n_batch: this.#batchTokens,
        n_ubatch: this.#batchTokens,
        n_threads: onGpu ? 1 : threads,
        n_gpu_layers: onGpu ? ALL_LAYERS : 0,
        n_parallel: 1,
        cache_type_k: cacheType,
        cache_type_v: cacheType,
        // Of generators too: it is the only way to their tokenizer.
        embeddings: true,
        ...(task === 'text-generation' ? { pooling_type: 'none' } : {}),
        reasoning: false,
        reasoning_format: 'none',
        // It compiles shaders; on WASM it would only cost time.
        warmup: onGpu,
      }),
    );
    // wllama does not look whether it succeeded.
    if (this.#wllama.getLoadedContextInfo().n_vocab === 0)
      throw new Error('llama.cpp could not load the model');
    if (onGpu && this.log.layersOnGpu === 0)
      throw unavailable('This graphics processor cannot run GGUF models in this browser.');
  }

  /** Streams the answer; `onChunk` may throw to end it. Rejects with an `AbortError` when the signal aborts. */
  async chat(
    { messages, promptText, options }: ChatRequest,
    onChunk: (chunk: ChatCompletionChunk) => void,
    signal: AbortSignal,
  ): Promise<void> {
    this.log.clear();
    if (!goesOnFrom(this.#kept, promptText)) await this.forget();
    this.#kept = promptText;
    await this.#alive(
      this.#wllama.createChatCompletion({
        ...options,
        messages,
        stream: true,
        // Which tells how many tokens the prompt has and the answer so far.
        return_progress: true,
        timings_per_token: true,
        onData: (chunk) => {
          this.#kept += chunk.choices[0]?.delta.content ?? '';
          onChunk(chunk);
        },
        abortSignal: signal,
      }),
    );
  }

  /** A vector, or one for each token from models that do not say how to pool them; the types of wllama do not know the latter. */
  async embed(text: string): Promise<unknown> {
    this.log.clear();
    const answer = await this.#alive(this.#wllama.createEmbedding({ input: text }));
    return answer.data[0]?.embedding;
  }

  /** Without special tokens. What was kept of the last prompt is forgotten. */
  async countTokens(text: string): Promise<number> {
    this.#frameTokens ??= await this.#tokenise('');
    return (await this.#tokenise(text)) - this.#frameTokens;
  }

  /** Lets the next request begin anew. */
  async forget(): Promise<void> {
    if (this.#kept !== '') await this.#tokenise('');
  }

  /** Gives back all memory, whatever is under way. */
  async close(): Promise<void> {
    await this.#wllama.exit();
  }

  /**
   * The number of tokens of the text and of what fills up the input. wllama has no call for the tokenizer, but llama.cpp says how many tokens
   * an input had that it refuses before it computes anything; and it then holds nothing of the prompt before.
   */
  async #tokenise(text: string): Promise<number> {
    this.#kept = '';
    const filled = [text, ...new Array<number>(this.#batchTokens + 1).fill(0)];
    const refusal: unknown = await this.#alive(
      // The types know lists of texts and lists of tokens, llama.cpp also takes both in one.
      this.#wllama.createEmbedding({ input: filled as string[] }).catch((error: unknown) => error),
    );
    const tokens = overlongTokens(refusal);
    if (tokens === null) throw refusal;
    this.log.clear();
    return tokens;
  }

  #alive<T>(work: Promise<T>): Promise<T> {
    return unlessLost(work, this.log.onDeath);
  }
}

/** The number of tokens of an input that llama.cpp refused to embed because it has too many, else null. */
export function overlongTokens(thrown: unknown): number | null {
  const [, one, other] = (thrown instanceof Error && TOO_LARGE.exec(thrown.message)) || [];
  const tokens = Number(one ?? other);
  return Number.isNaN(tokens) ? null : tokens;
}
