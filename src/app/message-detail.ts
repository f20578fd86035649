import type { Observable } from '../contracts/observable';
import { createObservable } from '../platform/observable';
import type { MessageDetail } from './api';
import type { ChangeBus } from './change-bus';
import type { MailResults } from './mail-results';

/** The mail with all that is known of it, null where it is not stored; undefined until it is first loaded. Loads when first watched and again after each change, until nobody watches. */
export function watchMessage(
  id: string,
  results: MailResults,
  changes: ChangeBus,
): Observable<MessageDetail | null | undefined> {
  const detail = createObservable<MessageDetail | null | undefined>(undefined);
  let watchers = 0;
  let stop: (() => void) | null = null;
  let latestLoad = 0;

  async function load(): Promise<void> {
    const thisLoad = (latestLoad += 1);
    const [message, result, answers] = await Promise.all([
      results.history.messages.get(id),
      results.get(id),
      results.history.answers.get(id),
    ]);
    // Loads may end out of order; only the last one begun may speak.
    if (thisLoad === latestLoad) detail.set(message ? { message, result, answers } : null);
  }

  return {
    get: () => detail.get(),
    subscribe(listener) {
      const unsubscribe = detail.subscribe(listener);
      watchers += 1;
      if (watchers === 1) {
        // A failed load leaves what is shown; the notice board tells of storage that does not answer.
        stop = changes.on(id, () => void load().catch(() => undefined));
        void load().catch(() => undefined);
      }
      return () => {
        unsubscribe();
        watchers -= 1;
        if (watchers === 0) stop?.();
      };
    },
  };
}
