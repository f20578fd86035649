import { pageStorage } from './page-storage';

/** A reason to load the page again, for the user to accept when it suits. */
export interface ReloadOffer {
  /** `update`: a new version is ready. `threads`: the host sends no isolation headers, and with the service worker's the page gets threads. */
  readonly reason: 'update' | 'threads';
  /** Loads the page again, with the new version or the headers. */
  accept(): void;
}

export interface ServiceWorkerEnvironment {
  readonly serviceWorker: ServiceWorkerContainer;
  readonly crossOriginIsolated: boolean;
  /** Whether the user has clicked or typed on this page yet. */
  readonly touched: () => boolean;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly reload: () => void;
}

export interface RegistrationOptions {
  /** Whether an import, an installation or a briefing runs. */
  readonly isWorking: () => boolean;
  readonly onOffer: (offer: ReloadOffer) => void;
}

/** Set in the session when the page reloaded itself for threads: where that gave none, it must not try for ever. */
const RELOADED_KEY = 'deskside-reloaded-for-threads';

function browserEnvironment(): ServiceWorkerEnvironment | null {
  // Absent outside of secure contexts, and in some private windows.
  if (!('serviceWorker' in navigator)) return null;
  return {
    serviceWorker: navigator.serviceWorker,
    crossOriginIsolated: globalThis.crossOriginIsolated,
    touched: () => navigator.userActivation.hasBeenActive,
    storage: pageStorage('sessionStorage'),
    reload: () => location.reload(),
  };
}

/** Calls `onReady` for a new version that waits while an older one serves this page, now or whenever one comes. */
function watchForUpdates(
  registration: ServiceWorkerRegistration,
  container: ServiceWorkerContainer,
  onReady: (waiting: ServiceWorker) => void,
): void {
  // Without a controller this is the first version ever, which is no update.
  if (registration.waiting && container.controller) onReady(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const arriving = registration.installing;
    arriving?.addEventListener('statechange', () => {
      if (arriving.state === 'installed' && container.controller) onReady(arriving);
    });
  });
}

/**
 * Registers the service worker, offers its updates, and once reloads a fresh, untouched page that lacks threads for want of headers.
 * Never rejects: the app works without a service worker, only not without a network.
 */
export async function registerServiceWorker(
  options: RegistrationOptions,
  environment: ServiceWorkerEnvironment | null = browserEnvironment(),
): Promise<void> {
  if (!environment) return;
  const { serviceWorker: container, storage, reload } = environment;
  try {
    const registration = await container.register('./service-worker.js');
    watchForUpdates(registration, container, (waiting) =>
      options.onOffer({
        reason: 'update',
        accept: () => {
          container.addEventListener('controllerchange', reload, { once: true });
          waiting.postMessage('apply-update');
        },
      }),
    );

    await container.ready;
    if (environment.crossOriginIsolated || storage.getItem(RELOADED_KEY)) return;
    if (environment.touched() || options.isWorking()) {
      options.onOffer({ reason: 'threads', accept: reload });
      return;
    }
    storage.setItem(RELOADED_KEY, 'yes');
    reload();
  } catch (error) {
    console.warn(
      'The service worker could not be registered; the app will not open without a network.',
      error,
    );
  }
}
