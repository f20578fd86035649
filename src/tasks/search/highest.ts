/** Keeps the highest of what it is given; of equal ones those that came first. */
export class Highest<T extends { readonly score: number }> {
  readonly #limit: number;
  #held: T[] = [];
  #least = -Infinity;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether one with this score may be among them. */
  admits(score: number): boolean {
    return score > this.#least;
  }

  add(item: T): void {
    this.#held.push(item);
    if (this.#held.length >= 2 * this.#limit) this.#cut();
  }

  /** The highest first. */
  taken(): T[] {
    this.#cut();
    return this.#held;
  }

  #cut(): void {
    this.#held = this.#held.sort((a, b) => b.score - a.score).slice(0, this.#limit);
    if (this.#held.length === this.#limit) this.#least = this.#held.at(-1)?.score ?? -Infinity;
  }
}
