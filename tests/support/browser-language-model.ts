import type {
  BuiltInApis,
  BuiltInAvailability,
  LanguageModelOptions,
  LanguageModelSession,
  PromptMessage,
  PromptOptions,
} from '../../src/platform/built-in-ai';
import { answerOf, toTokens } from '../../src/engines/fake/fake-answer';

/** What the stand-in's browser is like, and what befalls it. */
export interface StandInBrowser {
  availability: BuiltInAvailability;
  /** Whether the user has just clicked or pressed a key; without it the browser fetches no model. */
  userActive: boolean;
  /** Of every session. */
  contextWindow: number;
  /** Thrown by the next answer after so many pieces. */
  breakAt: { readonly pieces: number; readonly error: DOMException } | null;
  /** Sessions that were made and not destroyed yet. */
  openSessions: number;
  /** Answers that the model is still writing, read or not. */
  writing: number;
  readonly created: LanguageModelOptions[];
}

/** Tokens that the template puts around a message. */
const TOKENS_A_MESSAGE = 3;
/** Reading takes time, so that it can be cancelled. */
const READING_MS_A_TOKEN = 1;

/**
 * Stands in for Chrome's Prompt API as its draft specifies it: availability, fetching on the user's activation only, sessions that remember and can be
 * cloned and destroyed, also by the signal that they were made with, a context window, system prompts first, prefixes last, streams that end with the signal's reason. Its model echoes.
 */
export function standInLanguageModel(changes: Partial<StandInBrowser> = {}): {
  readonly browser: StandInBrowser;
  readonly apis: BuiltInApis;
} {
  const browser: StandInBrowser = {
    availability: 'available',
    userActive: false,
    contextWindow: 600,
    breakAt: null,
    openSessions: 0,
    writing: 0,
    created: [],
    ...changes,
  };
  const languageModel: NonNullable<BuiltInApis['languageModel']> = {
    availability: async () => browser.availability,
    async create(options = {}) {
      options.signal?.throwIfAborted();
      browser.created.push(options);
      await fetchModel(browser, options);
      const prompts = [...(options.initialPrompts ?? [])];
      return new Session(browser, options.samplingMode ?? 'balanced', prompts, options.signal);
    },
  };
  return { browser, apis: { languageModel, summarizer: null } };
}

async function fetchModel(browser: StandInBrowser, { monitor, signal }: LanguageModelOptions): Promise<void> {
  if (browser.availability === 'unavailable') throw new DOMException('No model here.', 'NotSupportedError');
  if (browser.availability !== 'available' && !browser.userActive) {
    throw new DOMException('Requires a user gesture.', 'NotAllowedError');
  }
  const progress = new EventTarget();
  monitor?.({
    addEventListener: (type, listener) =>
      progress.addEventListener(type, (event) => listener(event as ProgressEvent)),
  });
  for (const loaded of [0, 0.25, 0.5, 1]) {
    await tick();
    signal?.throwIfAborted();
    progress.dispatchEvent(Object.assign(new Event('downloadprogress'), { loaded, total: 1 }));
  }
  browser.availability = 'available';
}

class Session extends EventTarget implements LanguageModelSession {
  readonly #browser: StandInBrowser;
  readonly #sampling: string;
  readonly #history: PromptMessage[];
  #destroyed = false;
  contextUsage: number;

  constructor(
    browser: StandInBrowser,
    sampling: string,
    history: PromptMessage[],
    signal: AbortSignal | undefined,
  ) {
    super();
    this.#browser = browser;
    this.#sampling = sampling;
    this.#history = history;
    this.contextUsage = usageOf(history);
    if (this.contextUsage > browser.contextWindow) throw quotaExceeded();
    browser.openSessions += 1;
    signal?.addEventListener('abort', () => this.destroy());
  }

  get contextWindow(): number {
    return this.#browser.contextWindow;
  }

  async measureContextUsage(input: readonly PromptMessage[] | string): Promise<number> {
    this.#requireAlive();
    return usageOf(typeof input === 'string' ? [{ role: 'user', content: input }] : input);
  }

  promptStreaming(
    input: readonly PromptMessage[],
    { signal, responseConstraint }: PromptOptions = {},
  ): ReadableStream<string> {
    this.#requireAlive();
    const pieces = this.#writing(this.#answer(input, responseConstraint, signal));
    return new ReadableStream<string>(
      {
        async pull(controller) {
          const { done, value } = await pieces.next();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        async cancel() {
          await pieces.return();
        },
      },
      { highWaterMark: 0 },
    );
  }

  async clone({ signal }: { readonly signal?: AbortSignal } = {}): Promise<Session> {
    signal?.throwIfAborted();
    this.#requireAlive();
    return new Session(this.#browser, this.#sampling, [...this.#history], signal);
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#browser.openSessions -= 1;
  }

  /** Counts the answer for as long as the model is at it. */
  async *#writing(pieces: AsyncGenerator<string, void>): AsyncGenerator<string, void> {
    this.#browser.writing += 1;
    try {
      yield* pieces;
    } finally {
      this.#browser.writing -= 1;
    }
  }

  async *#answer(
    input: readonly PromptMessage[],
    schema: object | undefined,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<string, void> {
    requireWellFormed(input, this.contextUsage > 0);
    const requested = usageOf(input);
    if (this.contextUsage + requested > this.contextWindow) throw quotaExceeded();
    for (let read = 0; read < requested; read += 1) {
      await new Promise((resolve) => setTimeout(resolve, READING_MS_A_TOKEN));
      signal?.throwIfAborted();
    }
    this.contextUsage += requested;
    const { breakAt } = this.#browser;
    let given = 0;
    for (const token of this.#tokens(input, schema)) {
      await tick();
      signal?.throwIfAborted();
      this.#requireAlive();
      if (breakAt?.pieces === given) {
        this.#browser.breakAt = null;
        throw breakAt.error;
      }
      given += 1;
      this.contextUsage += 1;
      if (this.contextUsage > this.contextWindow) this.dispatchEvent(new Event('contextoverflow'));
      yield token;
    }
  }

  #tokens(input: readonly PromptMessage[], schema: object | undefined): string[] {
    const prefix = input.at(-1)?.prefix ? (input.at(-1)?.content ?? '') : '';
    const whole = answerOf({
      turns: [...this.#history, ...input],
      maxTokens: Infinity,
      temperature: this.#sampling === 'most-predictable' ? 0 : 1,
      ...(schema ? { schema: schema as Readonly<Record<string, unknown>> } : {}),
    });
    return toTokens(whole.slice(prefix.length));
  }

  #requireAlive(): void {
    if (this.#destroyed) throw new DOMException('The session was destroyed.', 'InvalidStateError');
  }
}

/** As the draft's “validating and canonicalizing a prompt”. */
function requireWellFormed(input: readonly PromptMessage[], isUnderWay: boolean): void {
  input.forEach(({ role, prefix }, index) => {
    if (role === 'system' && (isUnderWay || index > 0)) {
      throw new DOMException('A system prompt comes first.', 'NotSupportedError');
    }
    if (prefix && (role !== 'assistant' || index !== input.length - 1)) {
      throw new DOMException('A prefix is the last message.', 'SyntaxError');
    }
  });
}

function usageOf(messages: readonly PromptMessage[]): number {
  return messages.reduce((sum, { content }) => sum + TOKENS_A_MESSAGE + toTokens(content).length, 0);
}

function quotaExceeded(): DOMException {
  return new DOMException('The input is too large.', 'QuotaExceededError');
}

function tick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
