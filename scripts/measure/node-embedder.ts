import type { TextEmbedder } from '../../src/contracts/capabilities';
import { createStarterEmbedder, EMBEDDER_ID } from '../training/starter-embedder';

/** The starter embedder in Node, as tasks know it. */
export async function createNodeEmbedder(): Promise<TextEmbedder> {
  const embed = await createStarterEmbedder();
  return {
    modelId: EMBEDDER_ID,
    async embed(texts) {
      const vectors: Float32Array[] = [];
      for (const text of texts) vectors.push(await embed(text));
      return vectors;
    },
  };
}
