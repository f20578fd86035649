import { backgroundFetches, type BackgroundFetchManager } from '../../platform/background-fetch';

/** What downloads in the background ask of the browser, so that tests can stand in for it. */
export interface BackgroundBrowser {
  /** Rejects where it has no such thing. */
  fetches(): Promise<BackgroundFetchManager>;
  /** Calls `listener` with each message of the service worker, until the function that it returns is called. */
  onMessage(listener: (message: unknown) => void): () => void;
  /** How long it may take until the service worker has begun to keep what came, milliseconds; it may have to be started. */
  readonly graceMs: number;
}

export function pageBackground(): BackgroundBrowser {
  return {
    fetches: backgroundFetches,
    onMessage(listener) {
      const told = ({ data }: MessageEvent<unknown>): void => listener(data);
      navigator.serviceWorker.addEventListener('message', told);
      return () => navigator.serviceWorker.removeEventListener('message', told);
    },
    graceMs: 10_000,
  };
}
