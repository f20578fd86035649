import { foldWord } from '../words';

/** All words and stems of an index, each with a number, and how often they stand there. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>();
  readonly #terms: string[] = [];
  /** Words that are folded to others: the only ones that a folded word may also stand for. */
  readonly #unfolded: number[] = [];
  /** In how many passages each stem stands. */
  readonly #holding = new Counts();
  /** How often each word was met in passages as it is written, capitals aside. */
  readonly #written = new Counts();

  find(term: string): number | undefined {
    return this.#numbers.get(term);
  }

  add(term: string): number {
    const known = this.#numbers.get(term);
    if (known !== undefined) return known;
    const number = this.#terms.length;
    this.#numbers.set(term, number);
    this.#terms.push(term);
    if (foldWord(term) !== term) this.#unfolded.push(number);
    return number;
  }

  termOf(number: number): string {
    return this.#terms[number] ?? '';
  }

  countStem(number: number, change: number): void {
    this.#holding.add(number, change);
  }

  countWord(number: number, change: number): void {
    this.#written.add(number, change);
  }

  holding(stem: string): number {
    const number = this.#numbers.get(stem);
    return number === undefined ? 0 : this.#holding.get(number);
  }

  /** Stems that stand in a passage. */
  *stems(): Generator<string> {
    for (const [number, term] of this.#terms.entries()) if (this.#holding.get(number) > 0) yield term;
  }

  /** Words that stand in a passage. */
  *words(): Generator<string> {
    for (const [number, term] of this.#terms.entries()) if (this.#written.get(number) > 0) yield term;
  }

  /** Stems that begin with one of these, which are told apart no further. */
  stemsFrom(beginning: string): string[] {
    return this.#terms.filter((term, number) => term.startsWith(beginning) && this.#holding.get(number) > 0);
  }

  /** Words that begin like this, the commonest first. */
  wordsFrom(beginning: string, limit: number): string[] {
    const found: number[] = [];
    for (let number = 0; number < this.#terms.length; number += 1)
      if (this.#written.get(number) > 0 && this.termOf(number).startsWith(beginning)) found.push(number);
    return found
      .sort((a, b) => this.#written.get(b) - this.#written.get(a))
      .slice(0, limit)
      .map((number) => this.termOf(number));
  }

  /** The numbers of all words that are this one when folded. */
  foldedTo(folded: string): number[] {
    const itself = this.#numbers.get(folded);
    const others = this.#unfolded.filter((number) => foldWord(this.termOf(number)) === folded);
    return itself === undefined ? others : [itself, ...others];
  }
}

/** A count for each number, four bytes each. */
class Counts {
  #values = new Uint32Array(1_024);

  get(number: number): number {
    return this.#values[number] ?? 0;
  }

  add(number: number, change: number): void {
    if (number >= this.#values.length) {
      const grown = new Uint32Array(Math.max(number + 1, 2 * this.#values.length));
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[number] = Math.max(0, this.get(number) + change);
  }
}
