import { countAt, isRecord, listAt, recordAt, textAt, type JsonRecord } from '../json-record.ts';
import { problemOfStatus, saysTooLong } from '../problem-of-status.ts';
import type { ChatEvent, ChatRequest, FinishReason, ProviderAdapter } from '../provider.ts';
import type { ProviderProblemKind } from '../provider-problem.ts';

const FINISHES: Readonly<Record<string, FinishReason>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content_filter',
  RECITATION: 'content_filter',
  BLOCKLIST: 'content_filter',
  PROHIBITED_CONTENT: 'content_filter',
  SPII: 'content_filter',
};

/** Google's Gemini API, https://ai.google.dev/api/generate-content. Its streams have no end of their own but the last reason. */
export const GEMINI: ProviderAdapter = {
  kind: 'gemini',
  baseUrl: 'https://generativelanguage.googleapis.com/v1beta/',
  call: ({ baseUrl, apiKey }, request) => {
    const method = request.stream ? 'streamGenerateContent?alt=sse' : 'generateContent';
    return {
      url: `${baseUrl}models/${encodeURIComponent(request.model)}:${method}`,
      headers: apiKey === null ? {} : { 'x-goog-api-key': apiKey },
      body: bodyOf(request),
    };
  },
  read,
  problem,
  retryAfterMs,
};

function bodyOf({ turns, maxTokens, temperature, topP, seed, stop, json }: ChatRequest): JsonRecord {
  const system = turns.filter(({ role }) => role === 'system');
  return {
    contents: turns
      .filter(({ role }) => role !== 'system')
      .map(({ role, content }) => ({
        role: role === 'assistant' ? 'model' : 'user',
        parts: [{ text: content }],
      })),
    ...(system.length > 0
      ? { systemInstruction: { parts: system.map(({ content }) => ({ text: content })) } }
      : {}),
    generationConfig: {
      maxOutputTokens: maxTokens,
      ...(temperature === undefined ? {} : { temperature }),
      ...(topP === undefined ? {} : { topP }),
      ...(seed === undefined ? {} : { seed }),
      ...(stop === undefined || stop.length === 0 ? {} : { stopSequences: stop }),
      ...(json ? { responseMimeType: 'application/json' } : {}),
      ...(json?.schema ? { responseJsonSchema: json.schema } : {}),
    },
  };
}

function read(json: JsonRecord): readonly ChatEvent[] {
  if (isRecord(json.error)) {
    return [{ type: 'problem', kind: problem(countAt(json.error, 'code') ?? 500, json) }];
  }
  const events: ChatEvent[] = [];
  const [candidate] = listAt(json, 'candidates');
  for (const part of listAt(recordAt(candidate, 'content'), 'parts')) {
    const text = textAt(part, 'text');
    if (text) events.push({ type: isRecord(part) && part.thought === true ? 'thought' : 'text', text });
  }
  const usage = recordAt(json, 'usageMetadata');
  const promptTokens = countAt(usage, 'promptTokenCount');
  if (promptTokens !== null) {
    const completionTokens =
      (countAt(usage, 'candidatesTokenCount') ?? 0) + (countAt(usage, 'thoughtsTokenCount') ?? 0);
    events.push({ type: 'usage', usage: { promptTokens, completionTokens } });
  }
  const reason = textAt(candidate, 'finishReason');
  if (textAt(json.promptFeedback, 'blockReason')) events.push({ type: 'problem', kind: 'content-filtered' });
  else if (reason) events.push(finishOf(reason));
  return events;
}

/** `OTHER`, `MALFORMED_RESPONSE` and what may come after them are ends without a whole answer. */
function finishOf(reason: string): ChatEvent {
  const known = FINISHES[reason];
  return known ? { type: 'finish', reason: known } : { type: 'problem', kind: 'unavailable' };
}

function problem(status: number, json: unknown): ProviderProblemKind {
  const error = recordAt(json, 'error');
  // A wrong key is a 400 like any other wrong argument.
  const reasons = listAt(error, 'details').map((detail) => textAt(detail, 'reason'));
  if (reasons.includes('API_KEY_INVALID')) return 'key-refused';
  if (status === 400 && saysTooLong(textAt(error, 'message'))) return 'context-overflow';
  return problemOfStatus(status);
}

/** `google.rpc.RetryInfo`, whose delay is written as `12.5s`. */
function retryAfterMs(json: unknown): number | null {
  for (const detail of listAt(recordAt(json, 'error'), 'details')) {
    const seconds = /^(\d+(?:\.\d+)?)s$/.exec(textAt(detail, 'retryDelay'))?.[1];
    if (seconds !== undefined) return Math.ceil(Number(seconds) * 1000);
  }
  return null;
}
