/** What tasks ask of models, without knowing which engine, device or worker answers. */
import type { RemoteWriter } from './briefing';

export interface ChatTurn {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A JSON Schema, as far as grammars of decoders know it: objects, arrays, strings, numbers, booleans, enum, const, required, anyOf. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface GenerateRequest {
  readonly turns: readonly ChatTurn[];
  readonly maxTokens: number;
  /** The beginning of the answer, taken as written already; the result holds only what follows it. */
  readonly prefix?: string;
  /** 0 (the default) is greedy and repeatable. */
  readonly temperature?: number;
  /** Of sampling, a whole number; the same request with the same seed is answered alike by the same engine. Without one, sampling differs each time. */
  readonly seed?: number;
  /** The answer is JSON that this schema accepts, unless it is cut off by `maxTokens`. Engines that cannot promise it reject with `request-unsupported`. */
  readonly schema?: JsonSchema;
  /** Text that must not appear; generation ends before it. */
  readonly stop?: readonly string[];
}

export interface GenerateResult {
  readonly text: string;
  readonly promptTokens: number;
  /** Of the prompt's tokens those that were not read again, because an earlier request began alike; 0 where an engine does not tell. */
  readonly reusedTokens: number;
  readonly newTokens: number;
  readonly finish: 'stop' | 'length' | 'cancelled';
  readonly firstTokenMs: number;
  readonly totalMs: number;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
}

export interface TextEmbedder {
  readonly modelId: string;
  /** Unit vectors, one for each text, in order. Rejects with a `DesksideError`. */
  embed(texts: readonly string[], options?: RunOptions): Promise<Float32Array[]>;
}

export interface TextGenerator {
  readonly modelId: string;
  /** Named beside what it writes; absent for a model that Deskside runs itself. */
  readonly writer?: RemoteWriter;
  readonly prompts: PromptDialect;
  /** `onText` gets each new piece as it is decoded; an answer with a `schema` in one piece, when it is whole. On cancel the result holds the text so far with `finish: 'cancelled'`. Rejects with a `DesksideError`. */
  generate(
    request: GenerateRequest,
    options?: RunOptions & { readonly onText?: (piece: string) => void },
  ): Promise<GenerateResult>;
}

/**
 * How a model wants to be asked. Belongs to the model's catalogue entry, because a tuned model knows only its own words.
 * Placeholders: `{from} {to} {date} {subject} {body}` in `mail`, `{owner}` in `asks`, `{owner} {role} {points}` in `reply`,
 * `{ask} {stance} {note}` in `point`.
 */
export interface PromptDialect {
  readonly system: string;
  readonly mail: string;
  readonly summary: string;
  readonly keypoint: string;
  readonly asks: string;
  readonly reply: string;
  readonly point: string;
}
