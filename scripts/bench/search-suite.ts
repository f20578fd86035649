import { SEARCH_CONTESTANTS, type SearchContestant } from '../../src/benchmarks/search/search-benchmark-api';
import { BUILD_FOLDER } from '../lib/project-folders';
import { startStaticServer } from '../lib/static-server';
import { withBenchBrowser, withProfile } from './bench-browser';
import { alternately, compare, type BenchRow } from './bench-row';
import { machineFacts, type BenchMachine } from './machine-facts';

export interface SearchResult {
  readonly machine: BenchMachine;
  readonly rows: readonly BenchRow[];
}

const MAILS = 10_000;
/** Each with another query. */
const ROUNDS = 31;
const RIVALS: readonly SearchContestant[] = ['minisearch', 'linear scan'];

/** Searches 10,000 made-up mails as the app does, against MiniSearch alone and a scan of all texts. */
export async function runSearchSuite(log: (line: string) => void): Promise<SearchResult> {
  const server = await startStaticServer({ root: BUILD_FOLDER });
  try {
    return await withProfile((profile) =>
      withBenchBrowser({ origin: server.url, profile }, async ({ page, context }) => {
        log(`Indexing ${MAILS} mails …`);
        const indexing = await page.evaluate(
          (mails) => globalThis.desksideBench.search.prepare(mails),
          MAILS,
        );
        log('Searching …');
        const times = await alternately(ROUNDS, SEARCH_CONTESTANTS, (contestant, round) =>
          page.evaluate(([name, nth]) => globalThis.desksideBench.search.search(name, nth), [
            contestant,
            round,
          ] as const),
        );
        const rivals = Object.fromEntries(RIVALS.map((rival) => [rival, times[rival]]));
        const row = (name: string, ours: readonly number[]): BenchRow =>
          compare({ name, unit: 'ms', better: 'less', ours, rivals });
        return {
          machine: machineFacts(context.browser()?.version() ?? 'of unknown version'),
          rows: [
            row(`search of ${MAILS} mails by words and meaning`, times.hybrid),
            row(`search of ${MAILS} mails by words`, times.words),
            compare({
              ...{ name: `index of ${MAILS} mails, without vectors`, unit: 'ms', better: 'less' },
              ours: [indexing.ours],
              rivals: { minisearch: [indexing.minisearch] },
            }),
          ],
        };
      }),
    );
  } finally {
    await server.close();
  }
}
