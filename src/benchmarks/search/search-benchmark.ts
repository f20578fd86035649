import MiniSearch from 'minisearch';
import type { SearchItem } from '../../contracts/search';
import { createSearchClient, type SearchClient } from '../../worker-client/search-client';
import { madeUpMails, madeUpQuery, madeUpVector, seededNumbers } from './made-up-mails';
import type { SearchBenchmark, SearchContestant } from './search-benchmark-api';

const BATCH = 200;
const FOUND = 40;

/** The search worker as the app runs it, against MiniSearch as it comes and a scan over all texts, both on the page's own thread. */
export function createSearchBenchmark(parts: { readonly spawn: () => Worker }): SearchBenchmark {
  let items: SearchItem[] = [];
  let byId = new Map<string, SearchItem>();
  const client = createSearchClient({
    ...parts,
    readItems: async (ids) => ids.flatMap((id) => byId.get(id) ?? []),
  });
  let rival = newRival();

  const search: Readonly<Record<SearchContestant, (query: string, vector: Float32Array) => unknown>> = {
    hybrid: (query, vector) => ask(client, query, vector),
    words: (query) => ask(client, query, null),
    minisearch: (query) => rival.search(query).slice(0, FOUND),
    'linear scan': (query) => scan(items, query),
  };

  return {
    async prepare(mails) {
      items = madeUpMails(mails);
      byId = new Map(items.map((item) => [item.id, item]));
      const startedAt = performance.now();
      for (let at = 0; at < items.length; at += BATCH) {
        const batch = items.slice(at, at + BATCH);
        await client.call((api) => api.add(batch));
      }
      const ours = performance.now() - startedAt;
      await addVectors(client);
      const rivalStartedAt = performance.now();
      rival = newRival();
      rival.addAll(items);
      return { ours, minisearch: performance.now() - rivalStartedAt };
    },
    async search(contestant, round) {
      const query = madeUpQuery(round);
      const vector = madeUpVector(seededNumbers(99 + round));
      const startedAt = performance.now();
      await search[contestant](query, vector);
      return performance.now() - startedAt;
    },
  };
}

const newRival = (): MiniSearch<SearchItem> => new MiniSearch<SearchItem>({ fields: ['title', 'text'] });

function ask(client: SearchClient, words: string, vector: Float32Array | null): Promise<unknown> {
  return client.call((api) =>
    api.search({
      query: { words, phrases: [], without: [], conditions: [] },
      ...{ vector, typing: false, order: 'relevance', byLabel: null, limit: FOUND },
    }),
  );
}

async function addVectors(client: SearchClient): Promise<void> {
  const random = seededNumbers(5);
  for (;;) {
    const waiting = await client.call((api) => api.unembedded(BATCH));
    if (waiting.length === 0) return;
    const vectors = waiting.map(({ id, passages }) => ({
      id,
      vectors: passages.map(() => madeUpVector(random)),
    }));
    await client.call((api) => api.setVectors(vectors));
  }
}

/** As one would without an index: how often each text holds each word. */
function scan(items: readonly SearchItem[], query: string): readonly SearchItem[] {
  const words = query.toLowerCase().split(' ');
  return items
    .map((item) => {
      const text = `${item.title} ${item.text}`.toLowerCase();
      return { item, score: words.reduce((sum, word) => sum + text.split(word).length - 1, 0) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, FOUND)
    .map(({ item }) => item);
}
