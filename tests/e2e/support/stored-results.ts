import type { Page } from '@playwright/test';
import type { MessageResult } from '../../../src/contracts/briefing';
import { HISTORY_DATABASE } from '../../../src/history/history-schema';
import type { ResultOutline } from '../../../src/history/result-outline';

/** What the page has stored of a kind, as it is stored. */
function readStored<Row>(page: Page, store: 'results' | 'resultOutlines'): Promise<Row[]> {
  return page.evaluate(
    ([database, name]) =>
      new Promise<Row[]>((resolve, reject) => {
        const opening = indexedDB.open(database);
        opening.onerror = () => reject(new Error('The history could not be opened.'));
        opening.onsuccess = () => {
          const reading = opening.result.transaction(name).objectStore(name).getAll();
          reading.onsuccess = () => {
            opening.result.close();
            resolve(reading.result as Row[]);
          };
        };
      }),
    [HISTORY_DATABASE.name, store] as const,
  );
}

/** What was made of each mail, by its id. */
export async function storedResults(page: Page): Promise<ReadonlyMap<string, MessageResult>> {
  const results = await readStored<MessageResult>(page, 'results');
  return new Map(results.map((result) => [result.id, result]));
}

/** Mails that are stored with what a pass of the briefing makes of them. */
export interface PassCounts {
  readonly sorted: number;
  readonly summedUp: number;
  readonly drafted: number;
  readonly worded: number;
}

export async function passCounts(page: Page): Promise<PassCounts> {
  const outlines = await readStored<ResultOutline>(page, 'resultOutlines');
  const many = (has: (outline: ResultOutline) => boolean) => outlines.filter(has).length;
  return {
    sorted: many(({ category }) => category !== null),
    summedUp: many(({ hasSummary }) => hasSummary),
    drafted: many(({ hasDraft }) => hasDraft),
    worded: many(({ phrased }) => phrased),
  };
}
