import { termsOf } from './terms';

/** Weight of each term of a text; a unit vector. */
export type TermVector = ReadonlyMap<string, number>;

/** Terms weighted by how rare they are among the texts at hand: tf-idf with terms counted once (Salton & Buckley 1988), unit length. */
export class TermSpace {
  readonly #frequency = new Map<string, number>();
  #texts = 0;

  /** Counts a text in, and returns its terms. */
  add(text: string): ReadonlySet<string> {
    const terms = termsOf(text);
    this.#texts += 1;
    for (const term of terms) this.#frequency.set(term, (this.#frequency.get(term) ?? 0) + 1);
    return terms;
  }

  /** Terms that occur nowhere else are left out: they can match nothing. */
  vector(terms: Iterable<string>): TermVector {
    const weights = new Map<string, number>();
    let squares = 0;
    for (const term of terms) {
      const frequency = this.#frequency.get(term) ?? 0;
      if (frequency < 2) continue;
      const weight = Math.log(1 + this.#texts / frequency);
      weights.set(term, weight);
      squares += weight * weight;
    }
    const length = Math.sqrt(squares) || 1;
    for (const [term, weight] of weights) weights.set(term, weight / length);
    return weights;
  }
}

export function termDot(a: TermVector, b: TermVector): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0);
  return sum;
}
