import type { Page } from '@playwright/test';
import { HISTORY_DATABASE } from '../../../src/history/history-schema';

export interface StoredTable {
  readonly rows: number;
  /** Of all rows, in whatever order they are read; the same only when each of them is. */
  readonly digest: string;
}

/** What stands in the database, past the app: every row of every table. */
export function storedTables(page: Page): Promise<Record<string, StoredTable>> {
  return page.evaluate(async (name) => {
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('The database did not answer.'));
      });
    /** Bytes as numbers, and properties in one order. */
    const plain = (value: unknown): unknown => {
      if (ArrayBuffer.isView(value))
        return [value.constructor.name, ...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)];
      if (Array.isArray(value)) return value.map(plain);
      if (typeof value !== 'object' || value === null) return value;
      const entries = Object.entries(value).filter(([, each]) => each !== undefined);
      return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, plain(v)]));
    };
    const database = await answer(indexedDB.open(name));
    const tables: Record<string, { rows: number; digest: string }> = {};
    for (const table of Array.from(database.objectStoreNames)) {
      const sum = new Uint8Array(32);
      let rows = 0;
      let after: IDBKeyRange | null = null;
      for (let count = 100; count === 100;) {
        const store = database.transaction(table).objectStore(table);
        const [found, keys]: [unknown[], IDBValidKey[]] = await Promise.all([
          answer(store.getAll(after, 100)),
          answer(store.getAllKeys(after, 100)),
        ]);
        count = found.length;
        rows += count;
        if (count > 0) after = IDBKeyRange.lowerBound(keys.at(-1), true);
        for (const row of found) {
          const text = new TextEncoder().encode(JSON.stringify(plain(row)));
          const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
          for (const [at, byte] of hash.entries()) sum[at] = (sum[at] ?? 0) ^ byte;
        }
      }
      tables[table] = {
        rows,
        digest: Array.from(sum, (byte) => byte.toString(16).padStart(2, '0')).join(''),
      };
    }
    database.close();
    return tables;
  }, HISTORY_DATABASE.name);
}

/** Gives each mail of the inbox what a briefing and a user leave of it, which would take hours for many thousand. */
export function fillResults(page: Page): Promise<void> {
  return page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error('The history could not be opened.'));
    });
    const ids = await new Promise<IDBValidKey[]>((resolve) => {
      const reading = database.transaction('outlines').objectStore('outlines').getAllKeys();
      reading.onsuccess = () => resolve(reading.result);
    });
    const names = ['results', 'embeddings', 'search', 'corrections', 'marks', 'answers', 'voices'];
    for (let at = 0; at < ids.length; at += 500) {
      const transaction = database.transaction(names, 'readwrite');
      const put = (table: string, row: object): void => void transaction.objectStore(table).put(row);
      for (const [index, key] of ids.slice(at, at + 500).entries()) {
        const [n, id] = [at + index, String(key)];
        const vector = new Float32Array(384).map((_, place) => Math.sin(n * 31 + place));
        const category = ['reply', 'act', 'read', 'skip'][n % 4] ?? 'read';
        const isCorrected = n % 25 === 0;
        const text = `Thank you for mail number ${n}. I shall see to it. `;
        const draft = { subject: `Re: ${n}`, to: [], text, covers: [], unsupported: [], origin: 'user' };
        put('results', {
          ...{ id, asks: [], phrased: false, timings: { embed: 12 }, draft: n % 20 === 1 ? draft : null },
          triage: {
            ...{ category, urgent: false, urgency: 0, confidence: 1, source: 'classifier' },
            probabilities: { reply: 0, act: 0, read: 0, skip: 0, [category]: 1 },
            reasons: ['For a reason.'],
            ...(isCorrected ? { source: 'user', reasons: ['You said so.'] } : {}),
          },
          summary: {
            sentences: [{ text, evidence: [{ quote: 'a', start: 0, end: 1 }], origin: 'extracted' }],
            leftOut: null,
          },
        });
        put('embeddings', { id, modelId: 'embedder', vector });
        const vectors = new Int8Array(3 * 384).map((_, place) => (n * 7 + place) % 128);
        put('search', { id: `mail:${id}`, value: { edition: 1, modelId: 'embedder', passages: 3, vectors } });
        if (isCorrected)
          put('corrections', {
            ...{ id, category, urgent: false, madeAt: '2026-11-20T08:00:00.000Z', sender: 'ada@example.org' },
            ...{ list: '', thread: `thread-${n}`, embedding: vector },
          });
        if (n % 10 === 3) put('marks', { id, doneAt: '2026-11-20T08:00:00.000Z' });
        if (n % 50 === 7) put('answers', { id, answers: [{ askId: 'ask-1', stance: 'yes', note: text }] });
        if (n % 20 === 1)
          put('voices', { id: `versions:${id}`, value: [{ id: '1', at: '', before: '', text }] });
      }
      await new Promise((resolve) => (transaction.oncomplete = resolve));
    }
    database.close();
  }, HISTORY_DATABASE.name);
}
