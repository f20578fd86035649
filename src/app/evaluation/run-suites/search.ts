import { createBm25 } from '../../../evaluation/baselines/bm25';
import { bootstrapIntervals, roundedAll } from '../../../evaluation/bootstrap';
import { mean } from '../../../evaluation/mean';
import { rankingMetrics, type RankingMetrics } from '../../../evaluation/ranking-metrics';
import { yieldToPage } from '../../../platform/yield-to-page';
import { createHybridIndex } from '../../../tasks/search/hybrid-index';
import { baseName, damaged } from '../data-files';
import { unseenOf } from '../held-out';
import { QueryLabels } from '../label-files';
import { readDocuments } from '../read-documents';
import type { RunSuite } from '../suite-run';

/** As deep as the measures look. */
const LIMIT = 10;

interface Case {
  readonly query: string;
  readonly file: string;
  readonly ranked: readonly string[];
  readonly scores: RankingMetrics;
}

/** Asks the app's index for the document that answers each query. */
export const runSearch: RunSuite = async ({ files, embedder, signal, progress }) => {
  const queries = await files.readJson('queries.json', QueryLabels);
  if (queries.length === 0) throw damaged('queries.json', 'it holds no query');
  const documents = await readDocuments(files, [
    ...new Set([...queries.map(({ file }) => baseName(file)), ...others(files.names())]),
  ]);
  const model = await embedder();
  const index = createHybridIndex(model);
  for (const [at, document] of documents.entries()) {
    progress('Indexing documents', at, documents.length);
    await index.add([{ id: document.file, title: document.title, text: document.text }], { signal });
    await yieldToPage();
  }

  const ask = async (rank: (query: string) => Promise<readonly string[]>): Promise<Case[]> => {
    const cases: Case[] = [];
    for (const { query, file: path } of queries) {
      signal.throwIfAborted();
      const file = baseName(path);
      const ranked = await rank(query);
      cases.push({ query, file, ranked, scores: rankingMetrics(ranked, [file]) });
      progress('Searching', cases.length, queries.length);
      await yieldToPage();
    }
    return cases;
  };
  const indexed = (mode: 'hybrid' | 'keywords' | 'vectors') => async (query: string) =>
    (await index.rank(query, { limit: LIMIT, mode })).map(({ id }) => id);

  const cases = await ask(indexed('hybrid'));
  const bm25 = createBm25(documents.map(({ file, text }) => ({ id: file, text })));
  const { heldOut, sentence } = await unseenOf(
    queries.map(({ query }) => query),
    'queries',
    'the search',
  );
  return {
    n: cases.length,
    models: [model.modelId],
    heldOut,
    method: `Each query is put to an index of all ${documents.length} documents, of which one answers it. ${sentence} The baseline “bm25” is plain Okapi BM25 over whole documents; “keywords” and “vectors” are the two halves of the app’s own search, each alone.`,
    metrics: roundedAll(metricsOf(cases)),
    intervals: await bootstrapIntervals(cases, metricsOf, ['ndcg10', 'recall5', 'mrr'], yieldToPage),
    baselines: {
      bm25: roundedAll(metricsOf(await ask(async (query) => bm25(query)))),
      keywords: roundedAll(metricsOf(await ask(indexed('keywords')))),
      vectors: roundedAll(metricsOf(await ask(indexed('vectors')))),
    },
    items: cases.map(({ query, file, ranked, scores }, at) => ({
      id: `query-${at + 1}`,
      title: query,
      expected: file,
      said: ranked[0] ?? '',
      right: ranked[0] === file,
      scores: { ...scores },
      notes: ranked.length === 0 ? ['Nothing found'] : [`Found: ${ranked.slice(0, 5).join(', ')}`],
    })),
  };
};

/** Documents that answer no query are searched too. */
function others(names: readonly string[]): string[] {
  return names.filter((name) => /\.(?:md|txt)$/iu.test(name) && !/^readme\b/iu.test(name));
}

function metricsOf(cases: readonly Case[]): RankingMetrics & Readonly<Record<string, number>> {
  const of = (name: keyof RankingMetrics): number => mean(cases.map(({ scores }) => scores[name]));
  return { ndcg10: of('ndcg10'), recall5: of('recall5'), mrr: of('mrr') };
}
