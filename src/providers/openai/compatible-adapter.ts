import type { ProviderAdapter } from '../provider.ts';
import { openAiBody } from './openai-body.ts';
import { openAiEvents, openAiProblem } from './openai-events.ts';

/** Any server of the OpenAI API: Ollama, vLLM, llama.cpp, LM Studio, LocalAI, Jan, OpenRouter. Each takes `max_tokens`. */
export const COMPATIBLE: ProviderAdapter = {
  kind: 'compatible',
  baseUrl: null,
  call: ({ baseUrl, apiKey }, request) => ({
    url: `${baseUrl}chat/completions`,
    headers: apiKey === null ? {} : { authorization: `Bearer ${apiKey}` },
    body: {
      ...openAiBody(request),
      max_tokens: request.maxTokens,
      ...(request.seed === undefined ? {} : { seed: request.seed }),
      ...(request.stream ? { stream_options: { include_usage: true } } : {}),
    },
  }),
  read: openAiEvents,
  problem: openAiProblem,
};
