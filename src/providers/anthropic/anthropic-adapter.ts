import { countAt, isRecord, listAt, recordAt, textAt, type JsonRecord } from '../json-record.ts';
import { problemOfStatus, saysTooLong } from '../problem-of-status.ts';
import type { ChatEvent, ChatRequest, FinishReason, ProviderAdapter, TokenUsage } from '../provider.ts';
import type { ProviderProblemKind } from '../provider-problem.ts';

const FINISHES: Readonly<Record<string, FinishReason>> = {
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  refusal: 'content_filter',
};

/** Statuses of the error types, for an error within a stream has none. https://docs.claude.com/en/api/errors */
const STATUSES: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  timeout_error: 504,
  overloaded_error: 529,
};

/** Anthropic's messages, https://docs.claude.com/en/api/messages. */
export const ANTHROPIC: ProviderAdapter = {
  kind: 'anthropic',
  baseUrl: 'https://api.anthropic.com/v1/',
  call: ({ baseUrl, apiKey }, request) => ({
    url: `${baseUrl}messages`,
    headers: {
      'anthropic-version': '2023-06-01',
      ...(apiKey === null ? {} : { 'x-api-key': apiKey }),
    },
    body: bodyOf(request),
  }),
  read,
  problem,
};

function bodyOf({ model, turns, maxTokens, stream, temperature, topP, stop, json }: ChatRequest): JsonRecord {
  const system = turns.filter(({ role }) => role === 'system').map(({ content }) => content);
  return {
    model,
    max_tokens: maxTokens,
    stream,
    ...(system.length > 0 ? { system: system.join('\n\n') } : {}),
    messages: turns.filter(({ role }) => role !== 'system').map(({ role, content }) => ({ role, content })),
    // Its scale ends at 1. Newer models take one of the two only.
    ...(temperature === undefined ? {} : { temperature: Math.min(1, temperature) }),
    ...(topP === undefined || temperature !== undefined ? {} : { top_p: topP }),
    ...(stop === undefined || stop.length === 0 ? {} : { stop_sequences: stop }),
    // JSON of any shape cannot be asked for.
    ...(json?.schema ? { output_config: { format: { type: 'json_schema', schema: json.schema } } } : {}),
  };
}

function read(json: JsonRecord): readonly ChatEvent[] {
  switch (json.type) {
    case 'message_start':
      return usageEvents(recordAt(json.message, 'usage'));
    case 'content_block_delta':
      return blockEvents(textAt(json.delta, 'text'), textAt(json.delta, 'thinking'));
    case 'message_delta':
      return [...usageEvents(recordAt(json, 'usage')), ...finishEvents(textAt(json.delta, 'stop_reason'))];
    case 'error':
      return [{ type: 'problem', kind: problem(500, json) }];
    case 'message':
      return [
        ...listAt(json, 'content').flatMap((block) =>
          blockEvents(textAt(block, 'text'), textAt(block, 'thinking')),
        ),
        ...usageEvents(recordAt(json, 'usage')),
        ...finishEvents(textAt(json, 'stop_reason')),
      ];
    default:
      return [];
  }
}

function blockEvents(text: string, thinking: string): readonly ChatEvent[] {
  if (thinking) return [{ type: 'thought', text: thinking }];
  return text ? [{ type: 'text', text }] : [];
}

function finishEvents(reason: string): readonly ChatEvent[] {
  return reason ? [{ type: 'finish', reason: FINISHES[reason] ?? 'stop' }] : [];
}

/** Tokens of the prompt that came from or went into its cache are counted apart from the rest. */
function usageEvents(usage: JsonRecord): readonly ChatEvent[] {
  const input = countAt(usage, 'input_tokens');
  const output = countAt(usage, 'output_tokens');
  const cached =
    (countAt(usage, 'cache_read_input_tokens') ?? 0) + (countAt(usage, 'cache_creation_input_tokens') ?? 0);
  const known: Partial<TokenUsage> = {
    ...(input === null ? {} : { promptTokens: input + cached }),
    ...(output === null ? {} : { completionTokens: output }),
  };
  return Object.keys(known).length > 0 ? [{ type: 'usage', usage: known }] : [];
}

function problem(status: number, json: unknown): ProviderProblemKind {
  const error = isRecord(json) ? recordAt(json, 'error') : {};
  const told = STATUSES[textAt(error, 'type')] ?? status;
  if (told === 400 && saysTooLong(textAt(error, 'message'))) return 'context-overflow';
  if (told === 400 && /credit balance/i.test(textAt(error, 'message'))) return 'key-refused';
  return problemOfStatus(told);
}
