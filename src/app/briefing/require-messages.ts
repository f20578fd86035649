import type { Message } from '../../contracts/message';
import type { History } from '../../history/history';
import { messageGone } from '../../history/message-gone';

/** The stored mails of these ids, in order; rejects when one was deleted meanwhile. */
export async function requireMessages<const Ids extends readonly string[]>(
  history: History,
  ids: Ids,
): Promise<{ [Index in keyof Ids]: Message }> {
  const messages = await Promise.all(ids.map((id) => history.messages.get(id)));
  if (messages.includes(undefined)) throw messageGone();
  return messages as { [Index in keyof Ids]: Message };
}
