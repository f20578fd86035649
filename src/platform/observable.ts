import type { Observable } from '../contracts/observable';

export interface WritableObservable<T> extends Observable<T> {
  set(value: T): void;
  update(change: (value: T) => T): void;
}

/** A watched value; listeners run in the order they came, and only when the value is another one. */
export function createObservable<T>(initial: T): WritableObservable<T> {
  let value = initial;
  const listeners = new Set<(value: T) => void>();

  function set(next: T): void {
    if (Object.is(next, value)) return;
    value = next;
    for (const listener of [...listeners]) listener(value);
  }

  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    subscribe(listener) {
      listeners.add(listener);
      listener(value);
      return () => listeners.delete(listener);
    },
  };
}
