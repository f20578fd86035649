/**
 * The part that Deskside uses of the models that browsers bring: the Prompt API (webmachinelearning.github.io/prompt-api) and the Summarizer API
 * (webmachinelearning.github.io/writing-assistance-apis). Written down here because workers' types have neither, and a page must not take them for given.
 */
export type BuiltInAvailability = 'unavailable' | 'downloadable' | 'downloading' | 'available';

interface DownloadMonitor {
  addEventListener(type: 'downloadprogress', listener: (event: { readonly loaded: number }) => void): void;
}

export interface BuiltInCreateOptions {
  readonly signal?: AbortSignal;
  readonly monitor?: (monitor: DownloadMonitor) => void;
}

export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
  /** Of a last message of the assistant: the answer goes on from it. */
  readonly prefix?: boolean;
}

export interface PromptOptions {
  readonly signal?: AbortSignal;
  readonly responseConstraint?: object;
}

/** Names of before Chrome 148 are still found in some contexts; the newer ones are taken where both are there. */
export interface LanguageModelSession extends Pick<EventTarget, 'addEventListener'> {
  promptStreaming(input: readonly PromptMessage[], options?: PromptOptions): ReadableStream<string>;
  clone(options?: { readonly signal?: AbortSignal }): Promise<LanguageModelSession>;
  destroy(): void;
  measureContextUsage?(input: readonly PromptMessage[] | string, options?: PromptOptions): Promise<number>;
  measureInputUsage?(input: readonly PromptMessage[] | string, options?: PromptOptions): Promise<number>;
  readonly contextUsage?: number;
  readonly inputUsage?: number;
  readonly contextWindow?: number;
  readonly inputQuota?: number;
}

export type SamplingMode = 'most-predictable' | 'predictable' | 'balanced' | 'creative' | 'most-creative';

export interface LanguageModelOptions extends BuiltInCreateOptions {
  readonly expectedInputs?: readonly { readonly type: 'text'; readonly languages: readonly string[] }[];
  readonly expectedOutputs?: readonly { readonly type: 'text'; readonly languages: readonly string[] }[];
  readonly samplingMode?: SamplingMode;
  readonly initialPrompts?: readonly PromptMessage[];
}

export interface SummarizerSession {
  summarizeStreaming(
    input: string,
    options?: { readonly context?: string; readonly signal?: AbortSignal },
  ): ReadableStream<string>;
  measureInputUsage(
    input: string,
    options?: { readonly context?: string; readonly signal?: AbortSignal },
  ): Promise<number>;
  readonly inputQuota: number;
  destroy(): void;
}

export interface SummarizerOptions extends BuiltInCreateOptions {
  readonly type?: 'tldr' | 'teaser' | 'key-points' | 'headline';
  readonly format?: 'plain-text' | 'markdown';
  readonly length?: 'short' | 'medium' | 'long';
  readonly expectedInputLanguages?: readonly string[];
  readonly outputLanguage?: string;
}

interface BuiltInApi<Session, Options> {
  availability(options?: Options): Promise<BuiltInAvailability>;
  create(options?: Options): Promise<Session>;
}

/** Null for what the browser does not have. */
export interface BuiltInApis {
  readonly languageModel: BuiltInApi<LanguageModelSession, LanguageModelOptions> | null;
  readonly summarizer: BuiltInApi<SummarizerSession, SummarizerOptions> | null;
}

/** What this browser has. Only pages see them: no worker does. */
export function findBuiltInApis(scope: object = globalThis): BuiltInApis {
  const { LanguageModel = null, Summarizer = null } = scope as {
    readonly LanguageModel?: BuiltInApis['languageModel'];
    readonly Summarizer?: BuiltInApis['summarizer'];
  };
  return { languageModel: LanguageModel, summarizer: Summarizer };
}

const ENGLISH = [{ type: 'text', languages: ['en'] }] as const;

/** What Deskside asks of the models. Whether they are there is asked with the same words, because it depends on them. */
export const LANGUAGE_MODEL_OPTIONS = {
  expectedInputs: ENGLISH,
  expectedOutputs: ENGLISH,
} as const satisfies LanguageModelOptions;

export const SUMMARIZER_OPTIONS = {
  type: 'tldr',
  format: 'plain-text',
  length: 'short',
  expectedInputLanguages: ['en'],
  outputLanguage: 'en',
} as const satisfies SummarizerOptions;
