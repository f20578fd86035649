import type { GenerateRequest } from '../../contracts/capabilities';
import type { OwnServer, OwnServerKind } from '../../contracts/own-server';
import type { ChatBody } from './stream-chat';

/**
 * How to ask for no thoughts before the answer: they cost time and tokens, and what Deskside asks for does not need them. Models that
 * cannot think pass it over.
 */
const WITHOUT_THOUGHTS: Readonly<Partial<Record<OwnServerKind, Readonly<Record<string, unknown>>>>> = {
  'llama-cpp': { chat_template_kwargs: { enable_thinking: false } },
  jan: { chat_template_kwargs: { enable_thinking: false } },
  vllm: { chat_template_kwargs: { enable_thinking: false } },
  ollama: { reasoning_effort: 'none' },
};

/**
 * How to have the last message, the assistant's, continued. llama.cpp does so by itself, and what is built on it mostly; vLLM and the servers
 * that follow it want to be told.
 */
const CONTINUING: Readonly<Partial<Record<OwnServerKind, Readonly<Record<string, unknown>>>>> = {
  vllm: { continue_final_message: true, add_generation_prompt: false },
  other: { continue_final_message: true, add_generation_prompt: false },
};

/**
 * A request in the words of the OpenAI API, with what the product adds to it.
 *
 * @param plain leaves out what only some versions of the product take
 */
export function chatBody(
  { kind }: Pick<OwnServer, 'kind'>,
  model: string,
  request: GenerateRequest,
  plain = false,
): ChatBody {
  const { turns, maxTokens, prefix, temperature = 0, seed, schema, stop = [] } = request;
  const messages = prefix ? [...turns, { role: 'assistant', content: prefix }] : turns;
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    max_tokens: maxTokens,
    temperature,
    ...(seed === undefined ? {} : { seed }),
    ...(stop.length === 0 ? {} : { stop }),
    ...(schema
      ? { response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } } }
      : {}),
    ...(plain ? {} : WITHOUT_THOUGHTS[kind]),
    ...(prefix ? CONTINUING[kind] : {}),
  };
}
