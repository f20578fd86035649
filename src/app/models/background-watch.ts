import {
  isFetchedNote,
  openFetchedCache,
  readEnd,
  type BackgroundEnd,
} from '../../models/background/fetched-cache';
import { createProgressReporter } from '../../models/install-progress';
import type { BackgroundFetchRegistration } from '../../platform/background-fetch';
import { systemClock } from '../../platform/clock';
import type { Locks } from '../../platform/locks';
import { wait } from '../../platform/wait';
import type { BackgroundBrowser } from './background-browser';
import type { HandedOver } from './background-ledger';
import type { ModelCards } from './model-cards';

/** What the browser is at by itself, as a page sees it. */
export interface BackgroundWatch {
  /** Shows on the model's card how far it is; resolves when it has ended, or has before. */
  watch(handedOver: HandedOver): Promise<void>;
  /** Resolves when the service worker has kept what came; null where that never happens. */
  whenKept(handedOver: HandedOver): Promise<BackgroundEnd | null>;
  /** Ends it, and resolves when what came is kept. */
  abort(handedOver: HandedOver): Promise<void>;
}

export function createBackgroundWatch({
  cards,
  locks,
  browser,
}: {
  readonly cards: Pick<ModelCards, 'card' | 'patch'>;
  readonly locks: Locks;
  readonly browser: BackgroundBrowser;
}): BackgroundWatch {
  const underWay = ({ id }: HandedOver): Promise<BackgroundFetchRegistration | undefined> =>
    browser
      .fetches()
      .then((fetches) => fetches.get(id))
      .catch(() => undefined);

  /** The service worker's word that it has kept what came. */
  function wordOf({ id }: HandedOver): { readonly given: Promise<void>; readonly forget: () => void } {
    let forget = (): void => undefined;
    const given = new Promise<void>((resolve) => {
      forget = browser.onMessage((message) => {
        if (isFetchedNote(message, id)) resolve();
      });
    });
    return { given, forget };
  }

  async function whenKept(handedOver: HandedOver): Promise<BackgroundEnd | null> {
    const { id, modelId } = handedOver;
    const find = async () => {
      const cache = await openFetchedCache(modelId);
      return cache && readEnd(cache, id);
    };
    const word = wordOf(handedOver);
    try {
      const found = await find();
      if (found) return found;
      await Promise.race([word.given, wait(browser.graceMs)]);
      // While it is still at it, the service worker has the lock.
      return await locks.run(id, undefined, find);
    } finally {
      word.forget();
    }
  }

  return {
    async watch(handedOver) {
      const { modelId } = handedOver;
      const fetching = await underWay(handedOver);
      if (!fetching) return;
      const totalBytes = cards.card(modelId)?.status.totalBytes ?? fetching.downloadTotal;
      const progress = createProgressReporter({
        ...{ modelId, totalBytes, clock: systemClock },
        onProgress: (now) => cards.patch(modelId, { progress: now }),
      });
      let seen = fetching.downloaded;
      progress.kept(totalBytes - fetching.downloadTotal + seen);
      const word = wordOf(handedOver);
      const ended = new Promise<void>((resolve) => {
        const look = (): void => {
          progress.received(fetching.downloaded - seen);
          seen = fetching.downloaded;
          if (fetching.result !== '') resolve();
        };
        fetching.addEventListener('progress', look);
        look();
      });
      await Promise.race([ended, word.given]);
      word.forget();
    },

    whenKept,

    async abort(handedOver) {
      await (await underWay(handedOver))?.abort();
      await whenKept(handedOver);
    },
  };
}
