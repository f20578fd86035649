import type { JsonRecord } from '../json-record.ts';
import type { ChatRequest } from '../provider.ts';

/** What the APIs that follow OpenAI's have in common. */
export function openAiBody(request: ChatRequest): JsonRecord {
  const { model, turns, stream, temperature, topP, stop, json } = request;
  return {
    model,
    messages: turns.map(({ role, content }) => ({ role, content })),
    stream,
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(stop === undefined || stop.length === 0 ? {} : { stop }),
    ...(json ? { response_format: jsonFormat(json.schema) } : {}),
  };
}

function jsonFormat(schema: JsonRecord | null): JsonRecord {
  if (!schema) return { type: 'json_object' };
  return { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } };
}
