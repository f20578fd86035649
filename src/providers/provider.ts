import type { JsonRecord } from './json-record.ts';
import type { ProviderProblemKind } from './provider-problem.ts';

/** The APIs that Deskside speaks. `compatible` is any server of the OpenAI API. */
export const PROVIDER_KINDS = ['openai', 'anthropic', 'gemini', 'mistral', 'compatible'] as const;
export type ProviderKind = (typeof PROVIDER_KINDS)[number];

export interface ChatTurn {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What every provider is asked, in Deskside's words. */
export interface ChatRequest {
  /** As the provider names it. */
  readonly model: string;
  readonly turns: readonly ChatTurn[];
  /** Of the answer, thoughts included. */
  readonly maxTokens: number;
  readonly stream: boolean;
  readonly temperature?: number;
  readonly topP?: number;
  readonly seed?: number;
  readonly stop?: readonly string[];
  /** JSON of any shape when `schema` is null. */
  readonly json?: { readonly schema: JsonRecord | null };
}

/** Why an answer ended, in the words of the OpenAI API. */
export type FinishReason = 'stop' | 'length' | 'content_filter';

export interface TokenUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export type ChatEvent =
  | { readonly type: 'text'; readonly text: string }
  /** What the model thinks before it answers; no part of the answer. */
  | { readonly type: 'thought'; readonly text: string }
  | { readonly type: 'finish'; readonly reason: FinishReason }
  /** As known so far; a later one replaces what it names. */
  | { readonly type: 'usage'; readonly usage: Partial<TokenUsage> }
  | { readonly type: 'problem'; readonly kind: ProviderProblemKind };

/** Where a provider is, and the key for it. */
export interface ProviderTarget {
  /** Ends in `/`. */
  readonly baseUrl: string;
  readonly apiKey: string | null;
}

/** A request to make by POST. */
export interface ProviderCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonRecord;
}

/** One API. Pure: it maps, and `askProvider` does the asking. */
export interface ProviderAdapter {
  readonly kind: ProviderKind;
  /** Where the provider is; null where there are many. */
  readonly baseUrl: string | null;
  call(target: ProviderTarget, request: ChatRequest): ProviderCall;
  /** What an event of a stream says, or an answer in one piece. */
  read(json: JsonRecord): readonly ChatEvent[];
  /** What an answer with an error's status says. */
  problem(status: number, json: unknown): ProviderProblemKind;
  /** How long an error asks to be left alone, where its body says so. */
  retryAfterMs?(json: unknown): number | null;
}
