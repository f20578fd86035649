/** Of browsers that have it: hears of the back gesture and of what else a system has for "close this". Not in TypeScript's library yet. */
interface CloseWatcherLike {
  onclose: (() => void) | null;
  destroy(): void;
}

/**
 * Calls `close` when the user goes back while something lies over the page: by the back gesture of a phone, which then changes nothing else,
 * and by the back button. Returns the function that ends it.
 */
export function closeByBack(close: () => void): () => void {
  const Watcher = (globalThis as { readonly CloseWatcher?: new () => CloseWatcherLike }).CloseWatcher;
  const watcher = Watcher ? new Watcher() : null;
  if (watcher) watcher.onclose = close;
  addEventListener('popstate', close);
  return () => {
    watcher?.destroy();
    removeEventListener('popstate', close);
  };
}
