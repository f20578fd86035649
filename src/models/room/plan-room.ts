import type { RoomPlan } from '../../contracts/model';
import { STORAGE_OVERHEAD } from '../quota-check';

export interface RoomRequest {
  /** Bytes still to be stored. */
  readonly neededBytes: number;
  /** Null where the browser does not tell. */
  readonly freeBytes: number | null;
  readonly models: readonly StoredModel[];
}

interface StoredModel {
  readonly modelId: string;
  readonly name: string;
  /** On the disk. */
  readonly bytes: number;
  /** Milliseconds since 1970; null if never. */
  readonly lastUsedAt: number | null;
  /** In use, downloading, or chosen by the user: never to be proposed. */
  readonly keep: boolean;
}

/**
 * The models to remove so that another one fits: those that nobody has used for the longest time, and none that would not be missed from
 * the plan. Where the browser does not tell what is free, only what is removed counts. Removes nothing; that is for the user to decide.
 */
export function planRoom({ neededBytes, freeBytes, models }: RoomRequest): RoomPlan {
  const needed = Math.ceil(neededBytes * STORAGE_OVERHEAD);
  const missing = needed - (freeBytes ?? 0);
  return {
    neededBytes: needed,
    freeBytes,
    remove: leastUsed(models, missing).map(({ modelId, name, bytes, lastUsedAt }) => ({
      modelId,
      name,
      bytes,
      lastUsedAt,
    })),
  };
}

/** The models, least recently used first, that together have at least so many bytes; none if all together have not. */
function leastUsed(models: readonly StoredModel[], missing: number): StoredModel[] {
  const candidates = models.filter((model) => !model.keep && model.bytes > 0).sort(byLastUse);
  const taken: StoredModel[] = [];
  let freed = 0;
  for (const model of candidates) {
    if (freed >= missing) break;
    taken.push(model);
    freed += model.bytes;
  }
  if (freed < missing) return [];
  // A large one taken last may have made earlier ones needless; the most recently used of these is spared first.
  return taken.reduceRight<StoredModel[]>((kept, model) => {
    if (freed - model.bytes < missing) return [model, ...kept];
    freed -= model.bytes;
    return kept;
  }, []);
}

/** Never used comes first; of models used at the same time the largest, so that fewer have to go. */
function byLastUse(a: StoredModel, b: StoredModel): number {
  return (a.lastUsedAt ?? 0) - (b.lastUsedAt ?? 0) || b.bytes - a.bytes || (a.modelId < b.modelId ? -1 : 1);
}
