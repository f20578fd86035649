import * as v from 'valibot';
import type { ChatTurn } from '../../contracts/capabilities';
import { askServerForJson, type ServerConnection } from '../../platform/openai-client/ask-server';
import { apiAddress, productAddress } from '../../platform/openai-client/base-url';
import { nonsenseFromServer, unsupportedByServer } from '../../platform/openai-client/server-failures';

const TOKENS = v.object({ tokens: v.array(v.unknown()) });
const COUNT = v.object({ count: v.number() });
const PROMPT = v.object({ prompt: v.string() });

/** Counts tokens where the product has a way to ask for that; the OpenAI API has none. */
export interface TokenCounter {
  /** Special tokens left out. Rejects with `request-unsupported` where the server cannot count. */
  countText(text: string, signal: AbortSignal): Promise<number>;
  /** Tokens of the whole prompt with its template; null where the server cannot count. */
  countPrompt(turns: readonly ChatTurn[], signal: AbortSignal): Promise<number | null>;
}

export function createTokenCounter(connection: ServerConnection, model: string): TokenCounter {
  const { server } = connection;
  const post = async <T>(
    address: string,
    body: object,
    schema: v.GenericSchema<unknown, T>,
    signal: AbortSignal,
  ): Promise<T> => {
    const answer = await askServerForJson(connection, { address, body: { model, ...body }, model }, signal);
    const parsed = v.safeParse(schema, answer);
    if (!parsed.success) throw nonsenseFromServer(server, 'no count of tokens');
    return parsed.output;
  };
  const tokenize = productAddress(server.baseUrl, 'tokenize');
  const cannot = {
    countText: async () => {
      throw unsupportedByServer(server, 'has no way to count tokens.');
    },
    countPrompt: async () => null,
  };

  switch (server.kind) {
    case 'llama-cpp': {
      const count = async (body: object, signal: AbortSignal) =>
        (await post(tokenize, body, TOKENS, signal)).tokens.length;
      return {
        countText: (content, signal) => count({ content, add_special: false, parse_special: false }, signal),
        async countPrompt(messages, signal) {
          const address = productAddress(server.baseUrl, 'apply-template');
          const { prompt } = await post(address, { messages }, PROMPT, signal);
          return count({ content: prompt, add_special: true, parse_special: true }, signal);
        },
      };
    }
    case 'vllm':
      return {
        countText: async (prompt, signal) =>
          (await post(tokenize, { prompt, add_special_tokens: false }, COUNT, signal)).count,
        countPrompt: async (messages, signal) => (await post(tokenize, { messages }, COUNT, signal)).count,
      };
    case 'localai':
      return {
        ...cannot,
        countText: async (content, signal) =>
          (await post(apiAddress(server.baseUrl, 'tokenize'), { content }, TOKENS, signal)).tokens.length,
      };
    case 'ollama':
    case 'lm-studio':
    case 'jan':
    case 'other':
      return cannot;
  }
}
