import { openAiBody } from '../openai/openai-body.ts';
import { openAiEvents, openAiProblem } from '../openai/openai-events.ts';
import type { ProviderAdapter } from '../provider.ts';

/** Mistral's chat completions, https://docs.mistral.ai/api. They follow OpenAI's but for some names; usage comes without asking. */
export const MISTRAL: ProviderAdapter = {
  kind: 'mistral',
  baseUrl: 'https://api.mistral.ai/v1/',
  call: ({ baseUrl, apiKey }, request) => ({
    url: `${baseUrl}chat/completions`,
    headers: apiKey === null ? {} : { authorization: `Bearer ${apiKey}` },
    body: {
      ...openAiBody(request),
      max_tokens: request.maxTokens,
      ...(request.seed === undefined ? {} : { random_seed: request.seed }),
    },
  }),
  read: openAiEvents,
  problem: openAiProblem,
};
