import type { ChatTurn, GenerateRequest, GenerateResult } from '../../contracts/capabilities';
import type { LoadedModel } from '../../contracts/engine';
import { DesksideError } from '../../contracts/failure';
import type { ModelEntry } from '../../contracts/model';
import {
  LANGUAGE_MODEL_OPTIONS,
  type BuiltInApis,
  type LanguageModelSession,
  type PromptMessage,
  type PromptOptions,
  type SamplingMode,
} from '../../platform/built-in-ai';
import { answerError, cancelledAnswer, overflow, readAnswer, unsupported } from './browser-answer';
import { whileMaking } from './while-making';

/** A session that has read a system prompt and nothing else. */
interface Base {
  readonly key: string;
  readonly session: LanguageModelSession;
}

/**
 * The browser's language model through the Prompt API. A session remembers what it was asked, so each request gets a copy of one that has read the
 * system prompt only.
 */
export class BrowserLanguageModel implements LoadedModel {
  readonly modelId: string;
  readonly device = 'browser';
  readonly threads = 1;
  readonly #name: string;
  readonly #api: NonNullable<BuiltInApis['languageModel']>;
  /** Counts tokens, and shows that the model works. */
  readonly #plain: LanguageModelSession;
  #base: Base | null = null;
  readonly #unloaded = new AbortController();

  constructor(
    { id, name }: Pick<ModelEntry, 'id' | 'name'>,
    api: NonNullable<BuiltInApis['languageModel']>,
    session: LanguageModelSession,
  ) {
    this.modelId = id;
    this.#name = name;
    this.#api = api;
    this.#plain = session;
  }

  /** The browser counts messages with what it puts around them; what an empty one takes is left out. */
  async countTokens(text: string): Promise<number> {
    const [whole, empty] = await Promise.all([measure(this.#plain, text), measure(this.#plain, '')]);
    return whole - empty;
  }

  async generate(
    request: GenerateRequest,
    onText: (piece: string) => void,
    cancelled: AbortSignal,
  ): Promise<GenerateResult> {
    const startedAt = performance.now();
    const signal = AbortSignal.any([cancelled, this.#unloaded.signal]);
    if (signal.aborted) return cancelledAnswer(startedAt);
    this.#requireSupported(request);
    let session: LanguageModelSession | null = null;
    try {
      session = await this.#sessionFor(request, signal);
      return await this.#answer(session, request, { onText, signal, startedAt });
    } catch (error) {
      if (signal.aborted) return cancelledAnswer(startedAt);
      throw answerError(error, this.#name);
    } finally {
      session?.destroy();
    }
  }

  async embed(): Promise<never> {
    throw new DesksideError(unsupported(`“${this.#name}” writes text; it gives no vectors.`));
  }

  /** Ends the answer that is being written, as a cancel does. */
  async unload(): Promise<void> {
    this.#unloaded.abort();
    this.#plain.destroy();
    this.#base?.session.destroy();
    this.#base = null;
  }

  async #answer(
    session: LanguageModelSession,
    request: GenerateRequest,
    call: {
      readonly onText: (piece: string) => void;
      readonly signal: AbortSignal;
      readonly startedAt: number;
    },
  ): Promise<GenerateResult> {
    const messages = messagesOf(request);
    const constraint = request.schema ? { responseConstraint: request.schema } : {};
    const promptTokens = usageOf(session) + (await measure(session, messages, constraint));
    const room = roomOf(session);
    const needed = promptTokens + request.maxTokens;
    if (needed > room) throw overflow(this.#name, needed, room);
    // The measure is the browser's estimate. Were it too low, the browser would drop the oldest turns without an error.
    const forgets = new AbortController();
    for (const name of ['contextoverflow', 'quotaoverflow'])
      session.addEventListener(name, () => forgets.abort(overflow(this.#name, needed, room)));
    const signal = AbortSignal.any([call.signal, forgets.signal]);
    const stream = session.promptStreaming(messages, { signal, ...constraint });
    const result = await readAnswer(stream, request, { ...call, signal, promptTokens });
    if (forgets.signal.aborted && !call.signal.aborted) throw forgets.signal.reason;
    return result;
  }

  async #sessionFor(
    { turns, temperature }: GenerateRequest,
    signal: AbortSignal,
  ): Promise<LanguageModelSession> {
    const system = systemOf(turns);
    const samplingMode = samplingModeFor(temperature ?? 0);
    const key = JSON.stringify([samplingMode, system]);
    if (this.#base?.key !== key) {
      const initialPrompts: PromptMessage[] = system === null ? [] : [{ role: 'system', content: system }];
      const options = { ...LANGUAGE_MODEL_OPTIONS, samplingMode, initialPrompts };
      const session = await whileMaking(signal, (making) => this.#api.create({ ...options, signal: making }));
      this.#base?.session.destroy();
      this.#base = { key, session };
    }
    return this.#base.session.clone({ signal });
  }

  #requireSupported({ temperature = 0, seed, schema, prefix }: GenerateRequest): void {
    if (temperature > 0 && seed !== undefined) {
      throw new DesksideError(unsupported(`“${this.#name}” cannot be asked for the same sample twice.`));
    }
    // The browser would hold the rest of the answer against the schema, and not the whole.
    if (schema !== undefined && prefix !== undefined) {
      throw new DesksideError(
        unsupported(`“${this.#name}” cannot go on with an answer that keeps to a schema.`),
      );
    }
  }
}

function systemOf([first]: readonly ChatTurn[]): string | null {
  return first?.role === 'system' ? first.content : null;
}

/** What follows the system prompt. */
function messagesOf({ turns, prefix }: GenerateRequest): PromptMessage[] {
  const rest: PromptMessage[] = turns.slice(systemOf(turns) === null ? 0 : 1);
  return prefix === undefined ? rest : [...rest, { role: 'assistant', content: prefix, prefix: true }];
}

/** Pages may not give a temperature, only one of these names. */
function samplingModeFor(temperature: number): SamplingMode {
  if (temperature === 0) return 'most-predictable';
  if (temperature < 0.5) return 'predictable';
  if (temperature <= 1) return 'balanced';
  return temperature <= 1.5 ? 'creative' : 'most-creative';
}

async function measure(
  session: LanguageModelSession,
  input: readonly PromptMessage[] | string,
  options: PromptOptions = {},
): Promise<number> {
  if (session.measureContextUsage) return session.measureContextUsage(input, options);
  return (await session.measureInputUsage?.(input, options)) ?? 0;
}

function usageOf({ contextUsage, inputUsage }: LanguageModelSession): number {
  return contextUsage ?? inputUsage ?? 0;
}

function roomOf({ contextWindow, inputQuota }: LanguageModelSession): number {
  return contextWindow ?? inputQuota ?? Infinity;
}
