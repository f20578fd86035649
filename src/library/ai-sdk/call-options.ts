import type {
  LanguageModelV4CallOptions,
  LanguageModelV4FinishReason,
  LanguageModelV4Message,
  LanguageModelV4Usage,
  SharedV4Warning,
} from '@ai-sdk/provider';
import type { ChatTurn, GenerateRequest, GenerateResult, JsonSchema } from '../../contracts/capabilities';
import { DesksideError } from '../../contracts/failure';

/** @throws {DesksideError} `request-unsupported` for a prompt that holds more than text. */
export function toRequest(options: LanguageModelV4CallOptions, maxOutputTokens: number): GenerateRequest {
  const { prompt, temperature, seed, stopSequences, responseFormat } = options;
  const schema = responseFormat?.type === 'json' ? responseFormat.schema : undefined;
  return {
    turns: prompt.map(toTurn),
    maxTokens: options.maxOutputTokens ?? maxOutputTokens,
    ...(temperature === undefined ? {} : { temperature }),
    ...(seed === undefined ? {} : { seed }),
    ...(stopSequences?.length ? { stop: stopSequences } : {}),
    ...(schema === undefined ? {} : { schema: schema as JsonSchema }),
  };
}

function toTurn(message: LanguageModelV4Message): ChatTurn {
  if (message.role === 'system') return { role: 'system', content: message.content };
  if (message.role === 'tool') throw unsupported('results of tools');
  const texts: string[] = [];
  for (const part of message.content) {
    if (part.type === 'text') texts.push(part.text);
    else if (part.type === 'file' && part.data.type === 'text') texts.push(part.data.text);
    // What another model thought before it answered is not part of the conversation.
    else if (part.type !== 'reasoning')
      throw unsupported(part.type === 'file' ? 'files that are not text' : part.type);
  }
  return { role: message.role, content: texts.join('\n') };
}

function unsupported(what: string): DesksideError {
  return new DesksideError({
    code: 'request-unsupported',
    message: `Deskside’s models read text only: they cannot take ${what}. Put what matters into the text of the prompt.`,
    retryable: false,
  });
}

/** What a call asks for and does not get. */
export function warningsFor(options: LanguageModelV4CallOptions): SharedV4Warning[] {
  const { tools, topP, topK, presencePenalty, frequencyPenalty, responseFormat, reasoning } = options;
  const features = {
    tools: tools !== undefined && tools.length > 0,
    topP: topP !== undefined,
    topK: topK !== undefined,
    presencePenalty: presencePenalty !== undefined,
    frequencyPenalty: frequencyPenalty !== undefined,
    'responseFormat without a schema': responseFormat?.type === 'json' && responseFormat.schema === undefined,
    reasoning: reasoning !== undefined && reasoning !== 'provider-default' && reasoning !== 'none',
  };
  return Object.entries(features)
    .filter(([, asked]) => asked)
    .map(([feature]) => ({ type: 'unsupported', feature }));
}

export function finishReasonOf({ finish }: GenerateResult): LanguageModelV4FinishReason {
  return { unified: finish === 'cancelled' ? 'interrupted' : finish, raw: finish };
}

export function usageOf({ promptTokens, reusedTokens, newTokens }: GenerateResult): LanguageModelV4Usage {
  return {
    inputTokens: {
      total: promptTokens,
      noCache: promptTokens - reusedTokens,
      cacheRead: reusedTokens,
      cacheWrite: undefined,
    },
    outputTokens: { total: newTokens, text: newTokens, reasoning: undefined },
  };
}
