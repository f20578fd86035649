import 'fake-indexeddb/auto';
import { deleteDB, openDB, type DBSchema } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connectDatabase, type DatabaseDefinition } from './database-connection';
import { isNewerDatabase } from './storage-error';

interface Notes extends DBSchema {
  notes: { key: string; value: string };
}

const definition: DatabaseDefinition<Notes> = {
  name: 'notes',
  version: 2,
  upgrade: (database, oldVersion) => {
    if (oldVersion < 1) database.createObjectStore('notes');
  },
};
const connections: { close(): void }[] = [];
async function connect() {
  const connection = await connectDatabase(definition);
  connections.push(connection);
  return {
    put: (key: string, value: string) =>
      connection.transact(['notes'], 'readwrite', (tx) => tx.objectStore('notes').put(value, key)),
    get: (key: string) =>
      connection.transact(['notes'], 'readonly', (tx) => tx.objectStore('notes').get(key)),
    transact: connection.transact,
  };
}

afterEach(async () => {
  vi.restoreAllMocks();
  for (const connection of connections.splice(0)) connection.close();
  await deleteDB('notes');
});

describe('a database connection', () => {
  it('opens again and retries when the browser closed the database under the app', async () => {
    const notes = await connect();
    const databases: IDBDatabase[] = [];
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(function (
      this: IDBDatabase,
    ) {
      databases.push(this);
      this.close();
      throw new DOMException('The database connection is closing.', 'InvalidStateError');
    });
    await notes.put('a', 'kept');
    expect(databases).toHaveLength(1);
    expect(transaction).toHaveBeenCalledTimes(2);
    expect(await notes.get('a')).toBe('kept');
  });

  it('gives up after one retry and says so', async () => {
    const notes = await connect();
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
      throw new DOMException('The database connection is closing.', 'InvalidStateError');
    });
    await expect(notes.get('a')).rejects.toMatchObject({
      failure: { code: 'storage-unavailable', retryable: true, message: expect.stringContaining('Reload') },
    });
  });

  it('leaves nothing of a transaction whose work fails', async () => {
    const notes = await connect();
    const failing = notes.transact(['notes'], 'readwrite', async (tx) => {
      await tx.objectStore('notes').put('half', 'a');
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow();
    expect(await notes.get('a')).toBeUndefined();
  });

  it('tells a full disk from a broken one', async () => {
    const notes = await connect();
    const full = notes.transact(['notes'], 'readwrite', async () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    await expect(full).rejects.toMatchObject({ failure: { code: 'quota-exceeded' } });
  });

  it('refuses a database of a newer version and leaves it as it is', async () => {
    const newer = await openDB<Notes>('notes', 7, {
      upgrade: (database) => database.createObjectStore('notes'),
    });
    await newer.put('notes', 'from the future', 'a');
    newer.close();
    const error: unknown = await connect().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ failure: { code: 'storage-unavailable', retryable: false } });
    expect(isNewerDatabase(error)).toBe(true);
    const still = await openDB<Notes>('notes', 7);
    expect(await still.get('notes', 'a')).toBe('from the future');
    still.close();
  });

  it('migrates a database of an older version with its rows', async () => {
    const older = await openDB<Notes>('notes', 1, {
      upgrade: (database) => database.createObjectStore('notes'),
    });
    await older.put('notes', 'from before', 'a');
    older.close();
    expect(await (await connect()).get('a')).toBe('from before');
  });

  it('makes way for another tab that brings a newer version, and then asks for a reload', async () => {
    const notes = await connect();
    const newer = await openDB<Notes>('notes', 3);
    newer.close();
    await expect(notes.get('a')).rejects.toMatchObject({
      failure: { code: 'storage-unavailable', message: expect.stringContaining('newer Deskside') },
    });
  });
});
