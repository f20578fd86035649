import type { EmbeddingModelV4 } from '@ai-sdk/provider';
import type { TextEmbedder } from '../../contracts/capabilities';

export function toEmbeddingModel(embedder: TextEmbedder): EmbeddingModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'deskside',
    modelId: embedder.modelId,
    maxEmbeddingsPerCall: Number.POSITIVE_INFINITY,
    // One worker runs them one after the other.
    supportsParallelCalls: false,
    async doEmbed({ values, dimensions, abortSignal }) {
      abortSignal?.throwIfAborted();
      const vectors = await embedder.embed(values, abortSignal ? { signal: abortSignal } : {});
      return {
        embeddings: vectors.map((vector) => [...vector]),
        warnings: dimensions === undefined ? [] : [{ type: 'unsupported', feature: 'dimensions' }],
      };
    },
  };
}
