/** A value that can be read and watched. The same shape as a Svelte store, without knowing Svelte. */
export interface Observable<T> {
  get(): T;
  /** Calls `listener` at once and after each change; returns the function that ends it. */
  subscribe(listener: (value: T) => void): () => void;
}
