import * as v from 'valibot';
import type { PackedVectors, SearchRow } from '../../contracts/search';
import type { History } from '../../history/history';
import { isMailItem, storedId } from './search-items';

/** Changes when texts are cut into passages otherwise, or vectors packed otherwise: what was stored before is then made anew. */
const EDITION = 1;

const StoredVectors = v.object({
  edition: v.literal(EDITION),
  modelId: v.string(),
  passages: v.pipe(v.number(), v.integer(), v.minValue(1)),
  vectors: v.instance(Int8Array),
});

/** Rows that are read at once: some hundred KB. */
const ROWS_AT_ONCE = 400;

/** The vectors of passages in the store, so that nothing is embedded twice. */
export interface StoredVectors {
  /** Those of this embedder, some hundred at a time; rows of items that are not `wanted` any more are deleted. */
  read(modelId: string, wanted: (id: string) => boolean): AsyncIterable<readonly PackedVectors[]>;
  /** Those of this embedder that are stored of these items. */
  find(modelId: string, ids: readonly string[]): Promise<readonly PackedVectors[]>;
  /** Of items that were deleted meanwhile, here or in another tab, nothing is kept. */
  keep(modelId: string, vectors: readonly PackedVectors[]): Promise<void>;
  forget(ids: readonly string[]): Promise<void>;
}

/** Rows that hold something else than vectors begin like this. */
export const OTHER_ROWS = 'search:';

export function createStoredVectors(history: History): StoredVectors {
  async function find(modelId: string, ids: readonly string[]): Promise<readonly PackedVectors[]> {
    const rows = await history.rows.readById('search', ids);
    return rows.flatMap((row) => vectorsOf(row, modelId) ?? []);
  }

  return {
    async *read(modelId, wanted) {
      const ids = (await history.search.ids()).filter((id) => !id.startsWith(OTHER_ROWS));
      const gone = ids.filter((id) => !wanted(id));
      if (gone.length > 0) await history.search.delete(...gone);
      const kept = ids.filter(wanted);
      for (let at = 0; at < kept.length; at += ROWS_AT_ONCE)
        yield await find(modelId, kept.slice(at, at + ROWS_AT_ONCE));
    },
    find,
    async keep(modelId, packed) {
      await history.search.put(
        ...packed.map(({ id, passages, vectors }) => ({
          id,
          value: { edition: EDITION, modelId, passages, vectors },
        })),
      );
      // Whoever deletes an item deletes its row after it, so what is there now is cleaned up by them.
      for (const { id } of packed) if (!(await isStored(history, id))) await history.search.delete(id);
    },
    forget: (ids) => history.search.delete(...ids),
  };
}

async function isStored(history: History, itemId: string): Promise<boolean> {
  const { messages, documents } = history;
  const id = storedId(itemId);
  return (await (isMailItem(itemId) ? messages.get(id) : documents.get(id))) !== undefined;
}

function vectorsOf({ id, value }: SearchRow, modelId: string): PackedVectors | null {
  const parsed = v.safeParse(StoredVectors, value);
  if (!parsed.success || parsed.output.modelId !== modelId) return null;
  const { passages, vectors } = parsed.output;
  return { id, passages, vectors };
}
