import type { Tables } from './history-tables';

/**
 * Deletes the rows that hold words of these items with all that is in them. What they hold of others is made anew from the texts when the search
 * misses it.
 */
export async function forgetWords(
  itemIds: readonly string[],
  { searchSegments }: Pick<Tables, 'searchSegments'>,
): Promise<void> {
  // One by one: many of them are in the same row, which goes with the first.
  for (const itemId of itemIds)
    for (const key of await searchSegments.keysBy('items', itemId)) await searchSegments.delete(...key);
}
