import type { SearchItem } from '../../contracts/search';
import type { History } from '../../history/history';
import { documentItem, isMailItem, mailItem, storedId } from './search-items';

/** Mails and documents from the store; those that are gone are left out. */
export async function readItems(history: History, itemIds: readonly string[]): Promise<SearchItem[]> {
  const [messages, documents] = await Promise.all([
    history.rows.readById('messages', itemIds.filter(isMailItem).map(storedId)),
    history.rows.readById('documents', itemIds.filter((id) => !isMailItem(id)).map(storedId)),
  ]);
  return [...messages.map(mailItem), ...documents.map(documentItem)];
}

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
