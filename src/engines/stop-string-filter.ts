/**
 * Lets streamed text through up to the first stop string, which is the one that is complete first, so that it does not matter how the text is
 * cut into pieces. Text that may turn out to be the beginning of one is held back until it is clear.
 */
export class StopStringFilter {
  readonly #stops: readonly string[];
  #held = '';
  #stopped = false;

  constructor(stops: readonly string[] = []) {
    this.#stops = stops.filter((stop) => stop !== '');
  }

  /** Whether a stop string has come; nothing passes afterwards. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Takes the next piece and returns what is safe to show. */
  push(piece: string): string {
    if (this.#stopped) return '';
    const text = this.#held + piece;
    const stop = this.#firstStop(text);
    if (stop !== null) {
      this.#stopped = true;
      this.#held = '';
      return text.slice(0, stop);
    }
    const held = this.#lengthToHold(text);
    this.#held = text.slice(text.length - held);
    return text.slice(0, text.length - held);
  }

  /** At the end: what was held back and no longer can become a stop string. */
  flush(): string {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }

  /** Where the stop string begins that is complete first, and of those that end together the longest; null when none is complete. */
  #firstStop(text: string): number | null {
    let first: { start: number; end: number } | null = null;
    for (const stop of this.#stops) {
      const start = text.indexOf(stop);
      if (start < 0) continue;
      const end = start + stop.length;
      if (first === null || end < first.end || (end === first.end && start < first.start))
        first = { start, end };
    }
    return first?.start ?? null;
  }

  /** Length of the longest end of `text` that begins a stop string. */
  #lengthToHold(text: string): number {
    let longest = 0;
    for (const stop of this.#stops) {
      for (let length = Math.min(stop.length - 1, text.length); length > longest; length -= 1) {
        if (text.endsWith(stop.slice(0, length))) longest = length;
      }
    }
    return longest;
  }
}
