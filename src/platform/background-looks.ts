/** What the service worker tells its windows when the browser wakes it for new mail. */
export const LOOK_AT_MAIL = 'look-at-mail';
/** Of the periodic synchronisation. */
export const MAIL_TAG = 'deskside-mail';

/** The shortest time that we ask for between two of them, milliseconds; browsers make it longer by how much the app is used. */
const EVERY_MS = 60 * 60_000;

/** Not in TypeScript's library yet: https://wicg.github.io/periodic-background-sync/ */
interface PeriodicSyncManager {
  register(tag: string, options: { readonly minInterval: number }): Promise<void>;
  unregister(tag: string): Promise<void>;
}
type Registration = ServiceWorkerRegistration & { readonly periodicSync?: PeriodicSyncManager };

/** Lets the browser wake the app for new mail, or no longer. Where it cannot, or wants the app installed first, nothing happens. */
export async function wakeForMail(wanted: boolean): Promise<void> {
  const container = 'serviceWorker' in navigator ? navigator.serviceWorker : null;
  const registration: Registration | undefined = await container?.getRegistration();
  try {
    if (wanted) await registration?.periodicSync?.register(MAIL_TAG, { minInterval: EVERY_MS });
    else await registration?.periodicSync?.unregister(MAIL_TAG);
  } catch {
    // `NotAllowedError`: the user or the browser does not want it.
  }
}
