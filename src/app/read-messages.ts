import type { Message } from '../contracts/message';
import type { History } from '../history/history';

/** The stored mails of these ids, in order; those that were deleted meanwhile are left out. */
export async function readMessages(history: History, ids: readonly string[]): Promise<Message[]> {
  const messages = await Promise.all(ids.map((id) => history.messages.get(id)));
  return messages.flatMap((message) => message ?? []);
}
