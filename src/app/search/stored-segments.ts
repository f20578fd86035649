import type { PackedSegment } from '../../contracts/search';
import type { History } from '../../history/history';
import { documentItemId, isMailItem, storedId } from './search-items';

/** The index of words in the store, so that a visit need not read all mail again. */
export interface StoredSegments {
  /** One after the other, since each takes some MB. Those that hold anything else than `wanted` are deleted. */
  read(wanted: (itemId: string) => boolean): AsyncIterable<PackedSegment>;
  /** A segment that holds something which was deleted meanwhile, here or in another tab, is not kept. */
  keep(segments: readonly PackedSegment[], gone: readonly string[]): Promise<void>;
  delete(id: string): Promise<void>;
}

export function createStoredSegments(history: History): StoredSegments {
  return {
    async *read(wanted) {
      for (const id of await history.searchSegments.ids()) {
        const segment = await history.searchSegments.get(id);
        if (segment?.items.every(wanted)) yield segment;
        else await history.searchSegments.delete(id);
      }
    },
    keep: (segments, gone) =>
      history.rows.transact(
        ['searchSegments', 'outlines', 'documents'],
        'readwrite',
        async ({ searchSegments, outlines, documents }) => {
          await Promise.all(gone.map((id) => searchSegments.delete(id)));
          const documentIds = new Set((await documents.keys()).flat().map(documentItemId));
          const isStored = async (id: string): Promise<boolean> =>
            isMailItem(id) ? (await outlines.get(storedId(id))) !== undefined : documentIds.has(id);
          for (const segment of segments) {
            const stored = await Promise.all(segment.items.map(isStored));
            if (stored.every(Boolean)) await searchSegments.put(segment);
          }
        },
      ),
    delete: (id) => history.searchSegments.delete(id),
  };
}
