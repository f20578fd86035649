/** Background Fetch, which TypeScript's library does not have yet: https://wicg.github.io/background-fetch/ */
export interface BackgroundFetchRecord {
  readonly request: Request;
  /** Rejects when nothing came of the request. */
  readonly responseReady: Promise<Response>;
}

export interface BackgroundFetchRegistration extends EventTarget {
  readonly id: string;
  /** Bytes so far. */
  readonly downloaded: number;
  /** As it was given at the start. */
  readonly downloadTotal: number;
  /** Empty while it is under way. */
  readonly result: '' | 'success' | 'failure';
  /** `aborted`: by the page, or by the user in the browser's own list of downloads. */
  readonly failureReason: string;
  abort(): Promise<boolean>;
  matchAll(): Promise<readonly BackgroundFetchRecord[]>;
}

export interface BackgroundFetchManager {
  fetch(
    id: string,
    requests: readonly Request[],
    options: {
      readonly title: string;
      readonly icons: readonly { readonly src: string; readonly sizes: string; readonly type: string }[];
      readonly downloadTotal: number;
    },
  ): Promise<BackgroundFetchRegistration>;
  /** Only one that is under way. */
  get(id: string): Promise<BackgroundFetchRegistration | undefined>;
}

/** Whether the browser can fetch for this page without it. What it has fetched goes to a service worker, so there must be one. */
export function canFetchInBackground(): boolean {
  return 'BackgroundFetchManager' in globalThis && navigator.serviceWorker.controller !== null;
}

/** Rejects where there is no such thing. */
export async function backgroundFetches(): Promise<BackgroundFetchManager> {
  const registration:
    (ServiceWorkerRegistration & { readonly backgroundFetch?: BackgroundFetchManager }) | undefined =
    await navigator.serviceWorker.getRegistration();
  if (!registration?.backgroundFetch) throw new Error('This browser has no Background Fetch.');
  return registration.backgroundFetch;
}
