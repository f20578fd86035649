import type { History } from '../history/history';
import { yieldToPage } from '../platform/yield-to-page';
import { showMarks } from './mail-work';
import type { MailRows } from './mail-rows';

/** Rows made in one go. */
const ROWS_AT_ONCE = 2_000;

/** Brings the rows in step with the store, in slices between which the page has its turn. */
export function showStored(history: History, rows: MailRows): Promise<void> {
  return rows.publishAfter(() => readStored(history, rows));
}

async function readStored(history: History, rows: MailRows): Promise<void> {
  const outlines = await history.messages.list({ role: 'inbox' });
  for (let at = 0; at < outlines.length; at += ROWS_AT_ONCE) {
    rows.add(outlines.slice(at, at + ROWS_AT_ONCE));
    await yieldToPage();
  }
  for await (const results of history.results.outlines()) rows.showResults(results);
  await showMarks(history, rows);
}
