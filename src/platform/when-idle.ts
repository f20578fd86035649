/** A browser without idle callbacks (Safari) waits this long instead. */
const WITHOUT_CALLBACKS_MS = 300;

/** Resolves once the page has nothing to do, after `latestMs` at the latest. For what nobody waits for, so that it is in nobody's way. */
export function whenIdle(latestMs = 2_000): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function')
      requestIdleCallback(() => resolve(), { timeout: latestMs });
    else setTimeout(resolve, Math.min(latestMs, WITHOUT_CALLBACKS_MS));
  });
}
