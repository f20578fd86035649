import type { RunOptions, TextEmbedder } from '../../contracts/capabilities';
import { createSearchIndex, type SearchMode, type SearchText } from './search-index';
import { packVector } from './vector-matrix';

/** An index that embeds what is added and what is asked by itself. */
export interface HybridIndex {
  /** Adds texts that are not there yet. Rejects as the embedder does. */
  add(texts: readonly SearchText[], options?: RunOptions): Promise<void>;
  /** The best texts; by words alone without an embedder. */
  rank(
    query: string,
    options: { readonly limit: number; readonly mode?: SearchMode },
  ): Promise<readonly { readonly id: string }[]>;
}

export function createHybridIndex(embedder: TextEmbedder | null): HybridIndex {
  const index = createSearchIndex();
  return {
    async add(texts, options) {
      const fresh = texts.filter(({ id }) => !index.item(id));
      for (const text of fresh) index.add(text);
      if (!embedder) return;
      for (const { id, text } of fresh) {
        const passages = index.passagesOf(id, text);
        if (passages.length === 0) continue;
        index.setVectors(id, (await embedder.embed(passages, options)).map(packVector));
      }
    },
    async rank(query, { limit, mode = 'hybrid' }) {
      const vector = embedder && mode !== 'keywords' ? await embedder.embed([query]) : [];
      return index.rank({ query, vector: vector[0] ?? null, limit, mode }).map(({ item }) => item);
    },
  };
}
