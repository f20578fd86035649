/**
 * Lets streamed text through up to the first stop string. Text that may turn out to be the beginning of one is held back until it is clear.
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
    const positions = this.#stops.map((stop) => text.indexOf(stop)).filter((position) => position >= 0);
    if (positions.length > 0) {
      this.#stopped = true;
      this.#held = '';
      return text.slice(0, Math.min(...positions));
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
