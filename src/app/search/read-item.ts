import type { SearchItem } from '../../contracts/search';
import type { History } from '../../history/history';
import { documentItem, isMailItem, mailItem, storedId } from './search-items';

/** A mail or document from the store; null when it is gone. */
export async function readItem(history: History, itemId: string): Promise<SearchItem | null> {
  const id = storedId(itemId);
  if (isMailItem(itemId)) {
    const message = await history.messages.get(id);
    return message ? mailItem(message) : null;
  }
  const document = await history.documents.get(id);
  return document ? documentItem(document) : null;
}
