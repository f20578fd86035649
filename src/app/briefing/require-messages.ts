import { DesksideError } from '../../contracts/failure';
import type { Message } from '../../contracts/message';
import type { History } from '../../history/history';

/** The stored mails of these ids, in order; rejects when one was deleted meanwhile. */
export async function requireMessages<const Ids extends readonly string[]>(
  history: History,
  ids: Ids,
): Promise<{ [Index in keyof Ids]: Message }> {
  const messages = await Promise.all(ids.map((id) => history.messages.get(id)));
  if (messages.includes(undefined)) throw messageGone();
  return messages as { [Index in keyof Ids]: Message };
}

export function messageGone(): DesksideError {
  return new DesksideError({
    code: 'internal',
    message: 'A mail is no longer in the store, perhaps deleted in another tab. Reload the page.',
    retryable: true,
  });
}
