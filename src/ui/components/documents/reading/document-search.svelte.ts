import { findPlaces } from '../../../text/document-runs';

/** More are not worth stepping through, and marks cost time. */
const MOST = 500;

/** The words that are looked for in the open document, and where they stand. */
export class DocumentSearch {
  #text = $state.raw('');
  #words = $state('');
  /** The place that was stepped to; -1 before the first step. */
  index = $state(-1);
  readonly places = $derived(findPlaces(this.#text, this.#words, MOST));

  get words(): string {
    return this.#words;
  }

  set words(words: string) {
    this.#words = words;
    this.index = -1;
  }

  /** Whether there are more places than were looked for. */
  get isFull(): boolean {
    return this.places.length === MOST;
  }

  read(text: string): void {
    this.#text = text;
  }

  /** The next place, or the one before, round and round; null where there is none. */
  step(by: 1 | -1): { readonly start: number; readonly end: number } | null {
    const count = this.places.length;
    if (count === 0) return null;
    this.index = this.index === -1 ? (by === 1 ? 0 : count - 1) : (this.index + by + count) % count;
    return this.places[this.index] ?? null;
  }
}
