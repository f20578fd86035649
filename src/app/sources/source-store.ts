import type { SourceRow, SourceSecrets } from '../../contracts/mail-source';
import type { History } from '../../history/history';
import { openSealed, sealText } from '../../platform/secret-box';

/** The sources as they are stored, and their secrets. */
export interface SourceStore {
  all(): Promise<SourceRow[]>;
  get(id: string): Promise<SourceRow | undefined>;
  add(row: SourceRow): Promise<void>;
  /** Changes the row as it is at that moment; null when it is no longer there, and then it stays so. */
  update(id: string, change: (row: SourceRow) => SourceRow): Promise<SourceRow | null>;
  delete(id: string): Promise<void>;
  /** What a source signs in with: in its row where the user wants it kept, else in memory for the visit. */
  secretsOf(id: string): SourceSecrets;
  /** Keeps the secret of this visit over the next load of the page, which has to come before it can be used. */
  carryOver(id: string): Promise<void>;
  /** Takes back what was carried over. */
  takeOver(): Promise<void>;
}

export function createSourceStore(history: Pick<History, 'sources' | 'rows'>): SourceStore {
  const inMemory = new Map<string, string>();

  function update(id: string, change: (row: SourceRow) => SourceRow): Promise<SourceRow | null> {
    return history.rows.transact(['sources'], 'readwrite', async ({ sources }) => {
      const row = await sources.get(id);
      if (!row) return null;
      const changed = change(row);
      await sources.put(changed);
      return changed;
    });
  }

  async function seal(id: string, secret: string | null): Promise<void> {
    const sealedSecret = secret === null ? null : await sealText(secret);
    await update(id, (row) => ({ ...row, sealedSecret }));
  }

  return {
    all: () => history.sources.all(),
    get: (id) => history.sources.get(id),
    add: (row) => history.sources.put(row),
    update,
    async delete(id) {
      inMemory.delete(id);
      await history.sources.delete(id);
    },
    secretsOf: (id) => ({
      async get() {
        const row = await history.sources.get(id);
        // Another tab may have put another one.
        if (row?.keepsSecret) return row.sealedSecret && openSealed(row.sealedSecret);
        return inMemory.get(id) ?? null;
      },
      async put(secret) {
        if ((await history.sources.get(id))?.keepsSecret) return seal(id, secret);
        if (secret === null) inMemory.delete(id);
        else inMemory.set(id, secret);
      },
    }),
    async carryOver(id) {
      const secret = inMemory.get(id);
      if (secret !== undefined) await seal(id, secret);
    },
    async takeOver() {
      for (const { id, keepsSecret, sealedSecret } of await history.sources.all()) {
        if (keepsSecret || sealedSecret === null) continue;
        const secret = await openSealed(sealedSecret);
        if (secret !== null) inMemory.set(id, secret);
        await update(id, (row) => ({ ...row, sealedSecret: null }));
      }
    },
  };
}
