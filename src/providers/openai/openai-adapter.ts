import type { ProviderAdapter } from '../provider.ts';
import { openAiBody } from './openai-body.ts';
import { openAiEvents, openAiProblem } from './openai-events.ts';

/** OpenAI's chat completions, https://platform.openai.com/docs/api-reference/chat. */
export const OPENAI: ProviderAdapter = {
  kind: 'openai',
  baseUrl: 'https://api.openai.com/v1/',
  call: ({ baseUrl, apiKey }, request) => ({
    url: `${baseUrl}chat/completions`,
    headers: apiKey === null ? {} : { authorization: `Bearer ${apiKey}` },
    body: {
      ...openAiBody(request),
      // Counts thoughts as well; models that think refuse `max_tokens`.
      max_completion_tokens: request.maxTokens,
      store: false,
      ...(request.seed === undefined ? {} : { seed: request.seed }),
      ...(request.stream ? { stream_options: { include_usage: true } } : {}),
    },
  }),
  read: openAiEvents,
  problem: openAiProblem,
};
