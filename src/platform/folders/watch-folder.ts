/** Not in TypeScript's library yet: https://fs.spec.whatwg.org/#api-filesystemobserver */
interface FileSystemObserver {
  observe(handle: FileSystemDirectoryHandle, options: { readonly recursive: boolean }): Promise<void>;
  disconnect(): void;
}
type ObserverClass = new (onChange: () => void) => FileSystemObserver;

export interface WatchTimes {
  /** How long a folder must be quiet after a change, since programs write files in many steps, milliseconds. */
  readonly quietMs: number;
  /** How often to look where the browser tells of no changes, while the page is in sight. */
  readonly intervalMs: number;
}

const TIMES: WatchTimes = { quietMs: 700, intervalMs: 60_000 };

/**
 * Calls back when files of a folder may have changed: told by the browser where it can, else when the page comes into sight again and each
 * minute that it is. Returns the function that ends it.
 */
export function watchFolder(
  handle: FileSystemDirectoryHandle,
  onChange: () => void,
  { quietMs, intervalMs } = TIMES,
): () => void {
  const ends = new AbortController();
  let quiet: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    clearTimeout(quiet);
    quiet = setTimeout(onChange, quietMs);
  };
  ends.signal.addEventListener('abort', () => clearTimeout(quiet));

  const look = (): void => {
    if (document.visibilityState === 'visible') soon();
  };
  // Also where the browser tells of changes: it does not of those made while the page was frozen.
  document.addEventListener('visibilitychange', look, { signal: ends.signal });
  addEventListener('focus', look, { signal: ends.signal });
  void observe(handle, soon, ends.signal).then((observes) => {
    if (observes || ends.signal.aborted) return;
    const timer = setInterval(look, intervalMs);
    ends.signal.addEventListener('abort', () => clearInterval(timer));
  });
  return () => ends.abort();
}

/** Whether the browser tells of changes in this folder. */
async function observe(
  handle: FileSystemDirectoryHandle,
  onChange: () => void,
  signal: AbortSignal,
): Promise<boolean> {
  const Observer = (globalThis as { FileSystemObserver?: ObserverClass }).FileSystemObserver;
  if (!Observer) return false;
  const observer = new Observer(onChange);
  try {
    await observer.observe(handle, { recursive: true });
  } catch {
    return false;
  }
  if (signal.aborted) observer.disconnect();
  else signal.addEventListener('abort', () => observer.disconnect());
  return true;
}
