/**
 * Waits until a service worker would answer the next load of the page. False where there is none, and none comes within the limit: then the
 * host's own policy holds, whatever the user allows.
 *
 * @param limitMs a first visit has to fetch the shell before its service worker is ready
 */
export async function isServiceWorkerReady(
  container: Pick<ServiceWorkerContainer, 'ready'> | null = thisContainer(),
  limitMs = 60_000,
): Promise<boolean> {
  if (!container) return false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  try {
    return await Promise.race([container.ready.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Absent outside of secure contexts, and in some private windows. */
function thisContainer(): ServiceWorkerContainer | null {
  return 'serviceWorker' in navigator ? navigator.serviceWorker : null;
}
