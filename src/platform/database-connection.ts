import {
  openDB,
  type DBSchema,
  type IDBPDatabase,
  type IDBPTransaction,
  type OpenDBCallbacks,
  type StoreNames,
} from 'idb';
import { DesksideError } from '../contracts/failure';
import { toStorageError } from './storage-error';

export interface DatabaseDefinition<Schema extends DBSchema> {
  readonly name: string;
  readonly version: number;
  readonly upgrade: NonNullable<OpenDBCallbacks<Schema>['upgrade']>;
}

export interface DatabaseConnection<Schema extends DBSchema> {
  /**
   * Runs `work` in one transaction and resolves when it has committed; a rejection leaves nothing of it behind. When the browser has closed
   * the database under the app, it is opened again and `work` is run once more. Rejects with `quota-exceeded` or `storage-unavailable`.
   *
   * @param durability `strict` waits until the disk has it; for the write that makes all earlier ones count.
   */
  transact<Names extends StoreNames<Schema>[], Mode extends 'readonly' | 'readwrite', T>(
    stores: Names,
    mode: Mode,
    work: (transaction: IDBPTransaction<Schema, Names, Mode>) => Promise<T>,
    durability?: 'strict' | 'relaxed',
  ): Promise<T>;
  close(): void;
}

/**
 * Opens an IndexedDB database that survives being closed by the browser. Rejects with `storage-unavailable`; a database of a newer
 * version than `definition.version` is left untouched and named as the reason.
 */
export async function connectDatabase<Schema extends DBSchema>(
  definition: DatabaseDefinition<Schema>,
): Promise<DatabaseConnection<Schema>> {
  let opening: Promise<IDBPDatabase<Schema>> | null = null;

  function open(): Promise<IDBPDatabase<Schema>> {
    opening ??= openDB<Schema>(definition.name, definition.version, {
      upgrade: definition.upgrade,
      terminated: forget,
      // Another tab runs a newer version: let go of the database, so that its migration is not held up.
      blocking: (_current, _blocked, event) => {
        forget();
        (event.target as IDBDatabase).close();
      },
    });
    opening.catch(forget);
    return opening;
  }

  function forget(): void {
    opening = null;
  }

  function close(): void {
    void opening?.then((database) => database.close()).catch(() => undefined);
    forget();
  }

  await open().catch(rethrowAsFailure);
  return {
    async transact(stores, mode, work, durability = 'relaxed') {
      const once = async () => {
        const database = await open();
        return runTransaction(database.transaction(stores, mode, { durability }), work);
      };
      return once()
        .catch((error: unknown) => {
          if (!isClosedError(error)) throw error;
          close();
          return once();
        })
        .catch(rethrowAsFailure);
    },
    close,
  };
}

async function runTransaction<
  Schema extends DBSchema,
  Names extends StoreNames<Schema>[],
  Mode extends 'readonly' | 'readwrite',
  T,
>(
  transaction: IDBPTransaction<Schema, Names, Mode>,
  work: (transaction: IDBPTransaction<Schema, Names, Mode>) => Promise<T>,
): Promise<T> {
  try {
    const value = await work(transaction);
    await transaction.done;
    return value;
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It is over already.
    }
    await transaction.done.catch(() => undefined);
    // A request of an aborted transaction only says "AbortError"; the transaction knows why, for instance the quota.
    throw transaction.error ?? error;
  }
}

/** Chromium: "The database connection is closing."; a forced close also ends what runs, with an `AbortError` or `UnknownError`. */
function isClosedError(error: unknown): boolean {
  return (
    error instanceof DOMException && ['InvalidStateError', 'AbortError', 'UnknownError'].includes(error.name)
  );
}

function rethrowAsFailure(error: unknown): never {
  throw error instanceof DesksideError ? error : toStorageError(error);
}
