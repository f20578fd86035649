import { toFailure } from '../../contracts/failure';
import type { SearchAnswer } from '../../contracts/search';
import { isQuestion } from '../../tasks/search/ask/question-kind';
import { parseQuery } from '../../tasks/search/query/parse-query';
import { suggestQueries } from '../../tasks/search/query/suggest';
import { createSearchClient } from '../../worker-client/search-client';
import type { AreaParts } from '../area-parts';
import { ALL_MAIL, elsewhere } from '../change-bus';
import { ask } from './ask';
import { createIndexKeeper } from './index-keeper';
import { selectByLabel } from './label-conditions';
import { readItem, readItems } from './read-item';
import { createRecentQueries, RECENT_ID } from './recent-queries';
import type { SearchApi, SearchOptions } from './search-api';

/** After mails came or went, so that an import is taken in whole, milliseconds. */
const REFRESH_AFTER_MS = 1_500;
const MOST_WORDS = 6;

export function createSearch(parts: AreaParts): SearchApi {
  const { rows, settings, models } = parts;
  const client = createSearchClient({
    spawn: parts.spawnSearch,
    readItems: (ids) => readItems(parts.history, ids),
  });
  const keeper = createIndexKeeper(parts, client);
  const recent = createRecentQueries(parts.history);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let mails = rows.current().length;
  let embedderId = settings.get().embedderId;

  function refreshSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      keeper.refresh().catch((thrown: unknown) => {
        console.warn(`The search index is not up to date: ${toFailure(thrown).code}`);
      });
    }, REFRESH_AFTER_MS);
  }

  rows.rows.subscribe((current) => {
    if (current.length === mails) return;
    mails = current.length;
    refreshSoon();
  });
  // What is held of the mail goes now, and not when the rest has been looked through.
  parts.changes.on(ALL_MAIL, () => {
    keeper.clear();
    void recent.clear().catch(() => undefined);
    refreshSoon();
  });
  for (const table of ['outlines', 'documents'] as const) parts.changes.on(elsewhere(table), refreshSoon);
  parts.changes.on(RECENT_ID, () => void recent.load().catch(() => undefined));
  settings.subscribe((now) => {
    if (now.embedderId === embedderId) return;
    embedderId = now.embedderId;
    keeper.clear();
    refreshSoon();
  });
  const loaded = recent.load();

  /** Null where there is no embedder: then words must do. */
  async function vectorOf(words: string, signal: AbortSignal): Promise<Float32Array | null> {
    try {
      const embedder = await models.embedder(signal);
      const [vector] = await embedder.embed([words], { signal });
      return vector ?? null;
    } catch (thrown) {
      signal.throwIfAborted();
      console.warn(`Searching by words alone: ${toFailure(thrown).code}`);
      return null;
    }
  }

  async function search(text: string, options: SearchOptions): Promise<void> {
    const { order, limit, typing, signal, onResults } = options;
    const { problems, ...query } = parseQuery(text, new Date());
    await keeper.restore();
    const byLabel = selectByLabel(query.conditions, rows.current());
    const run = async (vector: Float32Array | null, partial: boolean): Promise<void> => {
      const { hits, total }: SearchAnswer = await client.call((api) =>
        api.search({ query, vector, typing, order, byLabel, limit }),
      );
      if (!signal.aborted) onResults({ hits, total, problems, partial });
    };
    const byMeaning = query.words !== '';
    await run(null, byMeaning);
    if (!byMeaning || signal.aborted) return;
    await run(await vectorOf(query.words, signal), false);
  }

  function people(): string[] {
    const count = new Map<string, number>();
    for (const { senderName, senderAddress } of rows.current()) {
      const name = senderName || senderAddress;
      if (name) count.set(name, (count.get(name) ?? 0) + 1);
    }
    return [...count].sort(([, a], [, b]) => b - a).map(([name]) => name);
  }

  return {
    index: keeper.state,
    recent: recent.queries,
    async refresh() {
      await loaded;
      await keeper.refresh();
    },
    search,
    async suggest(query, language) {
      const start = /[\p{L}\p{N}]+$/u.exec(query)?.[0] ?? '';
      const words = start.length > 1 ? await client.call((api) => api.complete(start, MOST_WORDS)) : [];
      return suggestQueries(query, { people: people(), words, language });
    },
    async ask(typed, options) {
      const query = parseQuery(typed, new Date());
      // Filters alone ask nothing.
      if (query.words === '') return;
      await keeper.restore();
      const byLabel = selectByLabel(query.conditions, rows.current());
      await ask({ typed, query, byLabel }, parts, client, options);
    },
    remember: recent.add,
    forgetRecent: recent.clear,
    read: (itemId) => readItem(parts.history, itemId),
    isQuestion,
  };
}
