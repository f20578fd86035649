import sqlite from 'node-sqlite3-wasm';
import { applyChanges, applyClaims, type CounterRows } from './count.ts';
import { KEPT, type Counter, type RelayState } from './relay-state.ts';
import { lockStateFile } from './state-file-lock.ts';

export interface SqliteState extends RelayState {
  close(): void;
}

/** Of 4 KiB, after which the log is merged into the file: a stop of some milliseconds, every few thousand answers. */
const LOG_PAGES = 8192;
const GIVE_BACK_MS = 1000;

/**
 * For one process that must remember budgets and used consents after a restart. What is kept is written before a call is answered, so a
 * crash of the process forgets nothing that was spent; a power cut may take the last moments. What is given back is written with the next
 * call or a second later, so a crash may take some money for spent that was not. The rest lives in memory. Throws when the file cannot be
 * opened.
 */
export function openSqliteState(file: string, now: () => number = Date.now): SqliteState {
  const unlock = lockStateFile(file);
  const database = new sqlite.Database(file);
  // A hundred times as quick as a journal that is synced for each call.
  for (const setting of [
    'locking_mode=EXCLUSIVE',
    'journal_mode=WAL',
    'synchronous=NORMAL',
    `wal_autocheckpoint=${LOG_PAGES}`,
  ]) {
    database.all(`PRAGMA ${setting}`);
  }
  database.exec(
    'CREATE TABLE IF NOT EXISTS counters (key TEXT PRIMARY KEY, total REAL NOT NULL, expires_at REAL NOT NULL) WITHOUT ROWID',
  );
  database.run('DELETE FROM counters WHERE expires_at <= ?', [now()]);
  const rows = new Map<string, Counter>();
  for (const row of database.all('SELECT key, total, expires_at FROM counters')) {
    rows.set(String(row.key), { total: Number(row.total), expiresAt: Number(row.expires_at) });
  }
  const write = database.prepare('INSERT OR REPLACE INTO counters VALUES (?, ?, ?)');
  const forget = database.prepare('DELETE FROM counters WHERE key = ?');

  /** Keys whose sum in the file is larger than it is. */
  const givenBack = new Set<string>();

  /** Writes rows and all that was given back, in one transaction. */
  function writeAll(kept: ReadonlyMap<string, Counter>): void {
    database.exec('BEGIN IMMEDIATE');
    try {
      for (const [key, { total, expiresAt }] of kept) write.run([key, total, expiresAt]);
      for (const key of givenBack) {
        const row = kept.has(key) ? undefined : rows.get(key);
        if (row) write.run([key, row.total, row.expiresAt]);
      }
      database.exec('COMMIT');
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
    givenBack.clear();
  }

  /** Collects what a call changes, and writes what must not be forgotten. */
  function within<T>(work: (rows: CounterRows) => T): Promise<T> {
    const changed = new Map<string, Counter>();
    const result = work({
      get: (key) => changed.get(key) ?? rows.get(key),
      set: (key, counter) => void changed.set(key, counter),
    });
    const kept = new Map([...changed].filter(([key]) => key.startsWith(KEPT)));
    if ([...kept].some(([key, { total }]) => total > liveTotal(rows.get(key), now()))) writeAll(kept);
    else for (const key of kept.keys()) givenBack.add(key);
    for (const [key, counter] of changed) rows.set(key, counter);
    return Promise.resolve(result);
  }

  function writeGivenBack(): void {
    if (givenBack.size === 0) return;
    try {
      writeAll(new Map());
    } catch {
      // The next call, or the next second, tries again.
    }
  }
  const giveBack = setInterval(writeGivenBack, GIVE_BACK_MS);
  giveBack.unref();

  const sweep = setInterval(() => {
    for (const [key, { expiresAt }] of rows) {
      if (expiresAt > now()) continue;
      rows.delete(key);
      givenBack.delete(key);
      if (key.startsWith(KEPT)) forget.run([key]);
    }
  }, 60_000);
  sweep.unref();

  return {
    takeAll: (claims) => within((view) => applyClaims(view, claims, now())),
    addAll: (changes) => within((view) => applyChanges(view, changes, now())),
    close() {
      clearInterval(sweep);
      clearInterval(giveBack);
      writeGivenBack();
      write.finalize();
      forget.finalize();
      database.close();
      unlock();
    },
  };
}

function liveTotal(row: Counter | undefined, now: number): number {
  return row && row.expiresAt > now ? row.total : 0;
}
