import * as v from 'valibot';

const text = v.fallback(v.optional(v.nullable(v.string())), undefined);
const count = v.fallback(v.optional(v.nullable(v.number())), undefined);

/** What a model said: the answer, and beside it what it thought, under the two names that servers have for that. */
const SAID = v.object({ content: text, reasoning_content: text, reasoning: text });

const CHUNK = v.object({
  choices: v.fallback(
    v.array(
      v.object({
        /** Of a stream. */
        delta: v.fallback(v.optional(v.nullable(SAID)), undefined),
        /** Of an answer in one piece. */
        message: v.fallback(v.optional(SAID), undefined),
        finish_reason: text,
      }),
    ),
    [],
  ),
  usage: v.fallback(
    v.optional(
      v.nullable(
        v.object({
          prompt_tokens: count,
          completion_tokens: count,
          prompt_tokens_details: v.fallback(
            v.optional(v.nullable(v.object({ cached_tokens: count }))),
            undefined,
          ),
        }),
      ),
    ),
    undefined,
  ),
});

export interface ChatUsage {
  readonly promptTokens: number;
  readonly newTokens: number;
  readonly reusedTokens: number;
}

/** One piece of an answer as it comes. */
export interface ChatPiece {
  readonly text: string;
  /** What the model thinks before it answers; no part of the answer. */
  readonly thought: string;
  /** Why the answer ended, in the server's word; null before its end. */
  readonly finish: string | null;
  /** At the end, from servers that count. */
  readonly usage: ChatUsage | null;
}

/** Null for what is no piece of an answer. */
export function parseChatChunk(json: unknown): ChatPiece | null {
  const parsed = v.safeParse(CHUNK, json);
  if (!parsed.success) return null;
  const { choices, usage } = parsed.output;
  const [choice] = choices;
  const said = choice?.delta ?? choice?.message;
  return {
    text: said?.content ?? '',
    thought: said?.reasoning_content ?? said?.reasoning ?? '',
    finish: choice?.finish_reason ?? null,
    usage: usage
      ? {
          promptTokens: usage.prompt_tokens ?? 0,
          newTokens: usage.completion_tokens ?? 0,
          reusedTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
        }
      : null,
  };
}
