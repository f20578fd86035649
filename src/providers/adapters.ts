import { ANTHROPIC } from './anthropic/anthropic-adapter.ts';
import { GEMINI } from './gemini/gemini-adapter.ts';
import { MISTRAL } from './mistral/mistral-adapter.ts';
import { COMPATIBLE } from './openai/compatible-adapter.ts';
import { OPENAI } from './openai/openai-adapter.ts';
import type { ProviderAdapter, ProviderKind } from './provider.ts';

export const ADAPTERS: Readonly<Record<ProviderKind, ProviderAdapter>> = {
  openai: OPENAI,
  anthropic: ANTHROPIC,
  gemini: GEMINI,
  mistral: MISTRAL,
  compatible: COMPATIBLE,
};
