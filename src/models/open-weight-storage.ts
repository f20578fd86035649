import { toFailure, type Failure } from '../contracts/failure';
import { isNewerDatabase } from '../platform/storage-error';
import { openIndexedDbWeightStorage } from './indexed-db-weight-storage';
import type { WeightStorage } from './weight-storage';

/** IndexedDB, or memory where that cannot be opened (a private window, blocked site data). Rejects when the database is of a newer version. */
export async function openWeightStorage(): Promise<{
  readonly storage: WeightStorage;
  readonly notice: Failure | null;
}> {
  try {
    return { storage: await openIndexedDbWeightStorage(), notice: null };
  } catch (error) {
    if (isNewerDatabase(error)) throw error;
    const { detail } = toFailure(error);
    // Few browsers need it, and what all fetch first is counted.
    const [{ createMemoryWeightStorage }, { shareMemoryWeightStorage }] = await Promise.all([
      import('./memory-weight-storage'),
      import('./shared-memory-weight-storage'),
    ]);
    return {
      storage: shareMemoryWeightStorage(createMemoryWeightStorage()),
      notice: {
        code: 'storage-unavailable',
        message:
          'This browser does not let Deskside keep anything (a private window, or site data is blocked). Models work, but are gone when you close the page.',
        retryable: false,
        ...(detail === undefined ? {} : { detail }),
      },
    };
  }
}
