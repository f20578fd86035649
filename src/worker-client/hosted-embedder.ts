import type { TextEmbedder } from '../contracts/capabilities';
import { unwrap } from '../contracts/failure';
import type { ModelHost } from './model-host';

/** The embedder of a host. A call whose worker died is made once more: embedding has no side effects and nothing to continue. */
export function createHostedEmbedder(modelId: string, host: ModelHost): TextEmbedder {
  return {
    modelId,
    async embed(texts, { signal } = {}) {
      if (texts.length === 0) return [];
      const run = () => host.run(signal, (api, request) => api.embed({ ...request, texts }));
      let result = await run();
      if (!result.ok && result.failure.code === 'worker-died') result = await run();
      const { vectors, dimensions } = unwrap(result);
      return texts.map((_, i) => vectors.subarray(i * dimensions, (i + 1) * dimensions));
    },
  };
}
