/** `deskside/ai-sdk`: Deskside's models as a provider of the AI SDK (specification v4, `ai` 7). */
import type { EmbeddingModelV4, LanguageModelV4 } from '@ai-sdk/provider';
import type { TextEmbedder, TextGenerator } from '../contracts/capabilities';
import { DesksideError } from '../contracts/failure';
import { toEmbeddingModel } from './ai-sdk/embedding-model';
import { toLanguageModel } from './ai-sdk/language-model';

export interface DesksideProviderOptions {
  /** Models by their ids, for instance those of `startModels`. */
  readonly models: {
    embedder(modelId: string): TextEmbedder;
    generator(modelId: string): TextGenerator;
  };
  /** Tokens of an answer at most, where a call does not say. 512 when left out. */
  readonly maxOutputTokens?: number;
}

/** `provider('smollm2-135m-desk')` is a language model, `provider.embeddingModel('all-minilm-l6-v2')` an embedding model. */
export interface DesksideProvider {
  (modelId: string): LanguageModelV4;
  readonly specificationVersion: 'v4';
  languageModel(modelId: string): LanguageModelV4;
  embeddingModel(modelId: string): EmbeddingModelV4;
  /** Deskside has none. Throws. */
  imageModel(modelId: string): never;
}

export function createDesksideProvider({
  models,
  maxOutputTokens = 512,
}: DesksideProviderOptions): DesksideProvider {
  const languageModel = (modelId: string): LanguageModelV4 =>
    toLanguageModel(models.generator(modelId), maxOutputTokens);
  return Object.assign((modelId: string) => languageModel(modelId), {
    specificationVersion: 'v4' as const,
    languageModel,
    embeddingModel: (modelId: string) => toEmbeddingModel(models.embedder(modelId)),
    imageModel(modelId: string): never {
      throw new DesksideError({
        code: 'request-unsupported',
        message: `Deskside makes no images, so it has no “${modelId}”.`,
        retryable: false,
      });
    },
  });
}
