import type { Fetch } from '../../platform/fetch';
import { isReachable } from '../../platform/page-policy';
import { isServiceWorkerReady } from '../../platform/service-worker-ready';
import { LOOK_AT_MAIL, wakeForMail } from '../../platform/background-looks';

/** `look`: the browser woke the page for it, whether it is in sight or not. */
export type Wake = 'online' | 'visible' | 'look';

/** Told to the other tabs. Of mail that came or went they hear otherwise. */
export type SourceNews = { readonly kind: 'changed' } | { readonly kind: 'gone'; readonly id: string };

/** What the sources ask of the page and the browser, so that tests can stand in for it. */
export interface Surroundings {
  readonly fetch: Fetch;
  isReachable(address: string): boolean;
  /** Whether the next load can have another policy. */
  canWiden(): Promise<boolean>;
  isVisible(): boolean;
  onWake(listener: (wake: Wake) => void): void;
  /** Whether the browser wakes the app for new mail now and then. */
  keepAwake(wanted: boolean): Promise<void>;
  tell(news: SourceNews): void;
  onNews(listener: (news: SourceNews) => void): void;
  /** From 0 to 1, as `Math.random`. */
  random(): number;
}

export function pageSurroundings(): Surroundings {
  const channel = new BroadcastChannel('deskside-sources');
  return {
    fetch: (input, init) => fetch(input, init),
    isReachable,
    canWiden: isServiceWorkerReady,
    isVisible: () => document.visibilityState === 'visible',
    onWake(listener) {
      addEventListener('online', () => listener('online'));
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') listener('visible');
      });
      if (!('serviceWorker' in navigator)) return;
      navigator.serviceWorker.addEventListener('message', ({ data }) => {
        if (data === LOOK_AT_MAIL) listener('look');
      });
    },
    keepAwake: wakeForMail,
    tell: (news) => channel.postMessage(news),
    onNews(listener) {
      // Only tabs of this origin can speak on it, and they run this code.
      channel.addEventListener('message', ({ data }) => listener(data as SourceNews));
    },
    random: Math.random,
  };
}
