import * as v from 'valibot';
import type { Observable } from '../../contracts/observable';
import type { History } from '../../history/history';
import { createObservable } from '../../platform/observable';
import { OTHER_ROWS } from './stored-vectors';

const ROW = `${OTHER_ROWS}recent`;
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
      const parsed = v.safeParse(Queries, (await history.search.get(ROW))?.value);
      queries.set(parsed.success ? parsed.output : []);
    },
    async add(query) {
      const text = query.trim();
      if (text === '') return;
      const known = queries.get().filter((each) => each.toLowerCase() !== text.toLowerCase());
      queries.set([text, ...known].slice(0, MOST));
      await history.search.put({ id: ROW, value: queries.get() });
    },
    async clear() {
      queries.set([]);
      await history.search.delete(ROW);
    },
  };
}
