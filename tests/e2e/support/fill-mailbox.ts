import type { Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { madeText } from '../../../scripts/lib/made-mailbox/made-text';
import { SeededRandom } from '../../../scripts/lib/made-mailbox/seeded-random';
import { createWordStock, type WordStock } from '../../../scripts/lib/made-mailbox/word-stock';
import { CATEGORIES, type MessageResult } from '../../../src/contracts/briefing';
import type { Message } from '../../../src/contracts/message';
import { HISTORY_DATABASE } from '../../../src/history/history-schema';
import type { HistoryRows } from '../../../src/history/history-tables';
import { outlineOf } from '../../../src/history/message-outline';
import { resultOutlineOf } from '../../../src/history/result-outline';

type MadeRows = {
  [Name in 'messages' | 'outlines' | 'results' | 'resultOutlines' | 'marks']: HistoryRows[Name][];
};

const AT_ONCE = 1_000;
const FIRST_SENT = Date.parse('2025-10-01T06:00:00.000Z');
const SECONDS_BETWEEN = 600;

/**
 * Stores so many received mails and what a whole briefing and a user leave of them, past the app, which would take minutes for the mails and hours for the rest.
 * The page must be of the app, and be loaded again afterwards. The rows are the same for the same number.
 */
export async function fillMailbox(page: Page, mails: number): Promise<void> {
  const random = new SeededRandom(11);
  const stock = createWordStock(11);
  for (let at = 0; at < mails; at += AT_ONCE) {
    const rows: MadeRows = { messages: [], outlines: [], results: [], resultOutlines: [], marks: [] };
    for (let nth = at; nth < Math.min(at + AT_ONCE, mails); nth += 1) addMail(rows, nth, random, stock);
    // As one string: Playwright takes far longer to hand over many objects.
    await page.evaluate(store, { name: HISTORY_DATABASE.name, json: JSON.stringify(rows) });
  }
}

function addMail(rows: MadeRows, nth: number, random: SeededRandom, stock: WordStock): void {
  const message = madeMessage(nth, random, stock);
  const result = madeResult(message, nth);
  rows.messages.push(message);
  rows.outlines.push({ ...outlineOf(message), addedAt: message.date ?? '' });
  rows.results.push(result);
  rows.resultOutlines.push(resultOutlineOf(result));
  if (nth % 10 === 9) rows.marks.push({ id: message.id, doneAt: message.date ?? '' });
}

function madeMessage(nth: number, random: SeededRandom, stock: WordStock): Message {
  const language = random.pick(stock.languages);
  const from = random.pick(stock.people);
  const text = madeText(random, language, from.name);
  const date = new Date(FIRST_SENT + nth * SECONDS_BETWEEN * 1000);
  // No order of their own, as real ones.
  const id = createHash('sha256').update(String(nth)).digest('hex');
  return {
    ...{ id, from, text, messageId: `<${nth}@mailbox.example>`, threadId: `thread-${nth}`, role: 'inbox' },
    subject: random.pick(language.subjects),
    ...{ to: [stock.owner], cc: [], replyTo: null, date: date.toISOString(), dateHeader: date.toUTCString() },
    ...{ inReplyTo: null, references: [], headers: {}, textSource: 'plain', attachments: [], warnings: [] },
    segments: [{ kind: 'body', start: 0, end: text.length }],
  };
}

function madeResult({ id, text }: Message, nth: number): MessageResult {
  const category = CATEGORIES[nth % CATEGORIES.length] ?? 'read';
  const quote = text.slice(0, 80);
  return {
    ...{ id, asks: [], draft: null, phrased: true, timings: {} },
    triage: {
      ...{
        category,
        urgent: nth % 23 === 0,
        urgency: 0,
        confidence: 0.9,
        source: 'classifier',
        reasons: ['For a reason.'],
      },
      probabilities: { reply: 0, act: 0, read: 0, skip: 0, [category]: 1 },
    },
    summary: {
      sentences: [{ text: quote, evidence: [{ quote, start: 0, end: quote.length }], origin: 'extracted' }],
      leftOut: null,
    },
  };
}

/** Runs in the page. */
async function store({ name, json }: { name: string; json: string }): Promise<void> {
  const rows = JSON.parse(json) as MadeRows;
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(new Error('The history could not be opened.'));
  });
  await new Promise<void>((resolve, reject) => {
    const transaction = database.transaction(Object.keys(rows), 'readwrite', { durability: 'relaxed' });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(new Error('The rows could not be stored.'));
    for (const [table, all] of Object.entries(rows))
      for (const row of all) transaction.objectStore(table).put(row);
  });
  database.close();
}
