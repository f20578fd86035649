/** Milliseconds between two looks; a timer that is held back only makes the page wait longer. */
const LOOK_EVERY_MS = 1000;
const INPUTS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Calls back each time the page has been visible, without input and without work for so long. Returns what ends the watching.
 *
 * @param isAtWork asked about once a second
 */
export function watchQuiet(
  quietMs: number,
  isAtWork: () => boolean,
  onQuiet: () => void,
  page: Document = document,
): () => void {
  let quietSince = performance.now();
  const stir = (): void => {
    quietSince = performance.now();
  };
  const look = (): void => {
    if (page.visibilityState !== 'visible' || isAtWork()) stir();
    else if (performance.now() - quietSince >= quietMs) {
      stir();
      onQuiet();
    }
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  for (const input of INPUTS) page.addEventListener(input, stir, { capture: true, passive: true });
  page.addEventListener('visibilitychange', stir);
  return () => {
    clearInterval(timer);
    for (const input of INPUTS) page.removeEventListener(input, stir, { capture: true });
    page.removeEventListener('visibilitychange', stir);
  };
}

/** Calls back when nobody looks at the page any more; returns what ends that. */
export function onHidden(hidden: () => void, page: Document = document): () => void {
  const look = (): void => {
    if (page.visibilityState === 'hidden') hidden();
  };
  page.addEventListener('visibilitychange', look);
  return () => page.removeEventListener('visibilitychange', look);
}
