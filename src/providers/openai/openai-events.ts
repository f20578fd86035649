import { countAt, isRecord, listAt, recordAt, textAt, type JsonRecord } from '../json-record.ts';
import { problemOfStatus, saysTooLong } from '../problem-of-status.ts';
import type { ChatEvent, FinishReason } from '../provider.ts';
import type { ProviderProblemKind } from '../provider-problem.ts';

/** `model_length` is Mistral's. */
const FINISHES: Readonly<Record<string, FinishReason>> = {
  length: 'length',
  model_length: 'length',
  content_filter: 'content_filter',
};

/** A chunk of a stream, or an answer in one piece. */
export function openAiEvents(json: JsonRecord): readonly ChatEvent[] {
  const failure = json.error;
  // Some servers have an empty `error` beside an answer.
  if (failure || json.object === 'error') return [{ type: 'problem', kind: problemInStream(json) }];
  const events: ChatEvent[] = [];
  const [choice] = listAt(json, 'choices');
  if (isRecord(choice)) {
    const said = isRecord(choice.delta) ? choice.delta : recordAt(choice, 'message');
    const thought = textAt(said, 'reasoning_content') || textAt(said, 'reasoning');
    if (thought) events.push({ type: 'thought', text: thought });
    events.push(...contentEvents(said.content));
    const refusal = textAt(said, 'refusal');
    if (refusal) events.push({ type: 'text', text: refusal });
    const finish = textAt(choice, 'finish_reason');
    if (finish === 'error') events.push({ type: 'problem', kind: 'unavailable' });
    else if (finish) events.push({ type: 'finish', reason: FINISHES[finish] ?? 'stop' });
  }
  const promptTokens = countAt(json.usage, 'prompt_tokens');
  const completionTokens = countAt(json.usage, 'completion_tokens');
  if (promptTokens !== null && completionTokens !== null) {
    events.push({ type: 'usage', usage: { promptTokens, completionTokens } });
  }
  return events;
}

/** A text, or the parts of one, of which some are thoughts: Mistral's models that reason write so. */
function contentEvents(content: unknown): readonly ChatEvent[] {
  if (typeof content === 'string') return content ? [{ type: 'text', text: content }] : [];
  if (!Array.isArray(content)) return [];
  return content.flatMap((part): readonly ChatEvent[] => {
    const text = textAt(part, 'text');
    if (text) return [{ type: 'text', text }];
    return listAt(part, 'thinking').flatMap((thought): readonly ChatEvent[] => {
      const words = textAt(thought, 'text');
      return words ? [{ type: 'thought', text: words }] : [];
    });
  });
}

function problemInStream(json: JsonRecord): ProviderProblemKind {
  const { error } = json;
  const status = countAt(error, 'status') ?? countAt(error, 'code') ?? 500;
  return openAiProblem(status >= 400 ? status : 500, json);
}

/** What an error of the OpenAI API says: `{ error: { message, type, code } }`, or its members without the wrapping. */
export function openAiProblem(status: number, json: unknown): ProviderProblemKind {
  const error = isRecord(json) && isRecord(json.error) ? json.error : json;
  const code = `${textAt(error, 'code')} ${textAt(error, 'type')}`;
  const message = textAt(error, 'message') || (isRecord(json) ? textAt(json, 'error') : '');
  if (/context_length|string_above_max_length|exceed_context_size/.test(code)) return 'context-overflow';
  if (/content_filter|content_policy|moderation/.test(code)) return 'content-filtered';
  // A 429 as well, but one that no waiting helps.
  if (/insufficient_quota|billing/.test(code)) return 'key-refused';
  if (/invalid_api_key/.test(code)) return 'key-refused';
  if (/model_not_found/.test(code)) return 'model-missing';
  if (/rate_limit/.test(code)) return 'rate-limited';
  if (saysTooLong(message) && status !== 429) return 'context-overflow';
  return problemOfStatus(status);
}
