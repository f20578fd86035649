import type { GenerateRequest, GenerateResult } from '../../contracts/capabilities';
import type { Engine, LoadedModel, LoadOptions } from '../../contracts/engine';
import { CANCELLED, DesksideError, type Failure } from '../../contracts/failure';
import type { ModelEntry } from '../../contracts/model';
import { nextTask } from '../next-task';
import { StopStringFilter } from '../stop-string-filter';
import { answerOf, toTokens } from './fake-answer';
import { FAKE_DIMENSIONS } from './fake-models';
import { hashedUnitVector } from './hashed-unit-vector';

export interface FakeEngineOptions {
  /** Awaited before each token and each embedded text; a test holds it to stop the engine there. */
  readonly pause?: (step: { readonly token: number; readonly signal: AbortSignal }) => Promise<void>;
  /** Rejects the load. */
  readonly failLoad?: (options: LoadOptions) => Failure | null;
  /** Rejects an answer before its token of this number (from 0). */
  readonly failAtToken?: (token: number) => Failure | null;
  /** What each answer is, instead of an echo; a GPU that computes nonsense, for instance. */
  readonly answer?: (request: GenerateRequest) => string;
  /** Milliseconds that some tokens of a prompt take to read, so that a test can come in between. */
  readonly readMs?: number;
}

/** Tokens of a prompt that are read without a look at the signal. */
const READ_TOKENS = 16;

/** A deterministic engine for tests: answers with the words of the last turn, embeds by hashing words. Tokens are words with their spaces. */
export function createFakeEngine(options: FakeEngineOptions = {}): Engine {
  return {
    id: 'fake',
    async load(loadOptions) {
      const { model, weights, signal, onProgress } = loadOptions;
      const failure = options.failLoad?.(loadOptions);
      if (failure) throw new DesksideError(failure);
      for (const [i, { path }] of model.files.entries()) {
        onProgress?.(i / model.files.length);
        await weights.buffer(path);
      }
      await nextTask();
      if (signal.aborted) throw new DesksideError(CANCELLED);
      onProgress?.(1);
      return new FakeModel(loadOptions, options);
    },
  };
}

class FakeModel implements LoadedModel {
  readonly modelId: string;
  readonly device: LoadedModel['device'];
  readonly threads: number;
  readonly #entry: ModelEntry;
  readonly #options: FakeEngineOptions;
  /** The tokens of the last prompt, which need not be read again. */
  #known: readonly string[] = [];

  constructor({ model, variant, threads }: LoadOptions, options: FakeEngineOptions) {
    this.modelId = model.id;
    this.device = variant.device;
    this.threads = threads;
    this.#entry = model;
    this.#options = options;
  }

  async countTokens(text: string): Promise<number> {
    return toTokens(text).length;
  }

  async generate(
    request: GenerateRequest,
    onText: (piece: string) => void,
    signal: AbortSignal,
  ): Promise<GenerateResult> {
    this.#requireTask('text-generation');
    const prompt = toTokens(request.turns.map(({ content }) => content).join(' '));
    this.#requireRoom(prompt.length + request.maxTokens);
    const startedAt = performance.now();
    const answer = this.#options.answer?.(request) ?? answerOf(request);
    const reusedTokens = await this.#read(prompt, signal);
    const tokens = toTokens(answer.slice((request.prefix ?? '').length));
    const filter = new StopStringFilter(request.stop);
    let text = '';
    let newTokens = 0;
    let firstTokenAt: number | null = null;
    const give = (piece: string) => {
      if (piece === '') return;
      text += piece;
      onText(piece);
    };
    for (const token of tokens) {
      if (newTokens === request.maxTokens || filter.stopped) break;
      await this.#options.pause?.({ token: newTokens, signal });
      await nextTask();
      if (signal.aborted) break;
      const failure = this.#options.failAtToken?.(newTokens);
      if (failure) throw new DesksideError(failure);
      firstTokenAt ??= performance.now();
      newTokens += 1;
      give(filter.push(token));
    }
    give(filter.flush());
    const totalMs = performance.now() - startedAt;
    const ended = filter.stopped || newTokens === tokens.length;
    return {
      text,
      promptTokens: prompt.length,
      reusedTokens,
      newTokens,
      finish: ended ? 'stop' : signal.aborted ? 'cancelled' : 'length',
      firstTokenMs: (firstTokenAt ?? startedAt + totalMs) - startedAt,
      totalMs,
    };
  }

  async embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    this.#requireTask('feature-extraction');
    const vectors: Float32Array[] = [];
    for (const text of texts) {
      await this.#options.pause?.({ token: vectors.length, signal });
      await nextTask();
      if (signal.aborted) throw new DesksideError(CANCELLED);
      vectors.push(hashedUnitVector(text, FAKE_DIMENSIONS));
    }
    return vectors;
  }

  async unload(): Promise<void> {
    this.#known = [];
  }

  /** Reads the prompt from where it differs from the last one, and returns how much it knew; the last token is always read. */
  async #read(prompt: readonly string[], signal: AbortSignal): Promise<number> {
    const { readMs = 0 } = this.#options;
    let common = 0;
    while (common < prompt.length - 1 && this.#known[common] === prompt[common]) common += 1;
    let read = common;
    while (read < prompt.length && !signal.aborted) {
      await (readMs > 0 ? sleep(readMs) : nextTask());
      read += READ_TOKENS;
    }
    this.#known = prompt.slice(0, read);
    return common;
  }

  #requireTask(task: ModelEntry['task']): void {
    if (this.#entry.task === task) return;
    throw new DesksideError({
      code: 'internal',
      message: `${this.#entry.name} does ${this.#entry.task}, not ${task}.`,
      retryable: false,
    });
  }

  #requireRoom(tokens: number): void {
    if (tokens <= this.#entry.contextLength) return;
    throw new DesksideError({
      code: 'context-overflow',
      message: `${tokens} tokens do not fit into ${this.#entry.contextLength}.`,
      retryable: false,
    });
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
