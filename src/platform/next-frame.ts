import { yieldToPage } from './yield-to-page';

/** The longest wait for a frame, milliseconds. A page that nobody sees draws none. */
const LATEST_MS = 100;

/** Resolves in a task of its own once the page has drawn what it has so far; in a hidden page at the next turn. */
export async function nextFrame(): Promise<void> {
  if (document.visibilityState === 'visible') {
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, LATEST_MS);
      requestAnimationFrame(() => {
        clearTimeout(late);
        resolve();
      });
    });
  }
  await yieldToPage();
}
