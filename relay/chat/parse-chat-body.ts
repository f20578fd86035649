import * as v from 'valibot';
import type { ChatRequest } from '../../src/providers/provider.ts';
import type { RequestLimits } from '../config/relay-config.ts';
import { Refusal } from '../refusal.ts';

const TEXT_PART = v.strictObject({ type: v.literal('text'), text: v.string() });

const TURN = v.strictObject({
  role: v.picklist(['system', 'developer', 'user', 'assistant']),
  content: v.union([v.string(), v.array(TEXT_PART)]),
});

const COUNT = v.pipe(v.number(), v.integer(), v.minValue(1));

/**
 * What the relay takes of the OpenAI API. Any other member is refused by its name rather than passed over: it may cost money, or send the
 * text somewhere else.
 */
const BODY = v.strictObject({
  model: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  messages: v.pipe(v.array(TURN), v.minLength(1)),
  max_tokens: v.nullish(COUNT),
  max_completion_tokens: v.nullish(COUNT),
  stream: v.nullish(v.boolean()),
  stream_options: v.nullish(v.strictObject({ include_usage: v.optional(v.boolean()) })),
  temperature: v.nullish(v.pipe(v.number(), v.minValue(0), v.maxValue(2))),
  top_p: v.nullish(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  seed: v.nullish(v.pipe(v.number(), v.safeInteger())),
  stop: v.nullish(v.union([v.string(), v.pipe(v.array(v.string()), v.maxLength(4))])),
  n: v.nullish(v.literal(1)),
  response_format: v.nullish(
    v.variant('type', [
      v.strictObject({ type: v.literal('text') }),
      v.strictObject({ type: v.literal('json_object') }),
      v.strictObject({
        type: v.literal('json_schema'),
        json_schema: v.strictObject({
          name: v.optional(v.string()),
          strict: v.optional(v.boolean()),
          schema: v.record(v.string(), v.unknown()),
        }),
      }),
    ]),
  ),
});

export interface ChatBody {
  /** The model is the one that was asked for, yet to be replaced by the provider's name for it. */
  readonly request: ChatRequest;
  /** Whether a stream shall tell of usage in a chunk of its own. */
  readonly includeUsage: boolean;
}

/** Reads a request to `/v1/chat/completions`. Throws `body-invalid` or `too-many-tokens`. */
export function parseChatBody(json: unknown, limits: RequestLimits): ChatBody {
  const parsed = v.safeParse(BODY, json, { abortEarly: true });
  if (!parsed.success) {
    const place = v.getDotPath(parsed.issues[0]);
    // A name of a member comes from the sender; only those that the relay knows are safe to repeat.
    const known = place?.split('.')[0] ?? '';
    const remark = { code: 'look-at-member', values: { member: known } } as const;
    throw new Refusal('body-invalid', known in BODY.entries ? { remark } : {});
  }
  const body = parsed.output;
  if (body.messages.length > limits.turns) {
    throw new Refusal('body-invalid', {
      remark: { code: 'too-many-messages', values: { most: limits.turns } },
    });
  }
  const maxTokens = body.max_completion_tokens ?? body.max_tokens ?? limits.maxTokens;
  if (maxTokens > limits.maxTokens) {
    throw new Refusal('too-many-tokens', {
      remark: { code: 'most-tokens', values: { most: limits.maxTokens } },
    });
  }
  const { temperature, top_p: topP, seed, stop, response_format: format } = body;
  return {
    includeUsage: body.stream_options?.include_usage ?? false,
    request: {
      model: body.model,
      turns: body.messages.map(({ role, content }) => ({
        role: role === 'developer' ? 'system' : role,
        content: typeof content === 'string' ? content : content.map(({ text }) => text).join(''),
      })),
      maxTokens,
      stream: body.stream ?? false,
      ...(temperature === null || temperature === undefined ? {} : { temperature }),
      ...(topP === null || topP === undefined ? {} : { topP }),
      ...(seed === null || seed === undefined ? {} : { seed }),
      ...(stop === null || stop === undefined ? {} : { stop: [stop].flat() }),
      ...(!format || format.type === 'text'
        ? {}
        : { json: { schema: format.type === 'json_schema' ? format.json_schema.schema : null } }),
    },
  };
}
