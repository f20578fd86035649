import type { TextEmbedder } from '../contracts/capabilities';
import { unwrap } from '../contracts/failure';
import { isLoss, MOST_LOSSES_A_CALL } from './lost-ways';
import type { ModelHost } from './model-host';

/** The embedder of a host. A call whose worker or device was lost is made again: embedding has no side effects and nothing to continue. */
export function createHostedEmbedder(modelId: string, host: ModelHost): TextEmbedder {
  return {
    modelId,
    async embed(texts, { signal } = {}) {
      if (texts.length === 0) return [];
      for (let losses = 1; ; losses += 1) {
        const result = await host.run(signal, (api, request) => api.embed({ ...request, texts }));
        if (!result.ok && isLoss(result.failure) && losses < MOST_LOSSES_A_CALL) continue;
        return toVectors(texts.length, unwrap(result));
      }
    },
  };
}

/** The vectors of so many texts, which came as one array. */
export function toVectors(
  count: number,
  { vectors, dimensions }: { readonly vectors: Float32Array; readonly dimensions: number },
): Float32Array[] {
  return Array.from({ length: count }, (_, i) => vectors.subarray(i * dimensions, (i + 1) * dimensions));
}
