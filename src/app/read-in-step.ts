import type { Observable } from '../contracts/observable';

/**
 * What `read` finds in the store, with what stood here before. Where that was changed meanwhile it is read again: the change is stored after what
 * was read, and would be undone by it.
 */
export async function readInStep<Shown, Stored>(
  shown: Observable<Shown>,
  read: () => Promise<Stored>,
): Promise<{ readonly before: Shown; readonly stored: Stored }> {
  for (;;) {
    const before = shown.get();
    const stored = await read();
    if (shown.get() === before) return { before, stored };
  }
}
