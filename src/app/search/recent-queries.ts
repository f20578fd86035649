import * as v from 'valibot';
import type { Observable } from '../../contracts/observable';
import type { SearchRow } from '../../contracts/search';
import type { History } from '../../history/history';
import { createObservable } from '../../platform/observable';
import { OTHER_ROWS } from './stored-vectors';

/** The row of `history.search` that holds them. */
export const RECENT_ID = `${OTHER_ROWS}recent`;
const MOST = 8;
const Queries = v.array(v.string());

export interface RecentQueries {
  readonly queries: Observable<readonly string[]>;
  load(): Promise<void>;
  add(query: string): Promise<void>;
  clear(): Promise<void>;
}

/** The last queries. They tell of the mail, and so are deleted with it. */
export function createRecentQueries(history: History): RecentQueries {
  const queries = createObservable<readonly string[]>([]);
  return {
    queries,
    async load() {
      queries.set(queriesIn(await history.search.get(RECENT_ID)));
    },
    async add(query) {
      const text = query.trim();
      if (text === '') return;
      await history.search.change(RECENT_ID, (row) => {
        const known = queriesIn(row).filter((each) => each.toLowerCase() !== text.toLowerCase());
        queries.set([text, ...known].slice(0, MOST));
        return { id: RECENT_ID, value: queries.get() };
      });
    },
    async clear() {
      queries.set([]);
      await history.search.delete(RECENT_ID);
    },
  };
}

function queriesIn(row: SearchRow | undefined): readonly string[] {
  const parsed = v.safeParse(Queries, row?.value);
  return parsed.success ? parsed.output : [];
}
