import { StopStringFilter } from '../stop-string-filter';
import { ThoughtFilter } from './thought-filter';

const HIGH_SURROGATE = /[\uD800-\uDBFF]$/;

/** Collects an answer from a server's pieces and gives out what is safe to show: no thoughts, no stop strings, no halves of characters. */
export class AnswerText {
  text = '';
  readonly #thoughts: ThoughtFilter;
  readonly #stops: StopStringFilter;
  readonly #onText: (piece: string) => void;
  /** Servers that count in UTF-16 units cut characters beyond the basic plane in half. */
  #half = '';

  constructor(
    start: ConstructorParameters<typeof ThoughtFilter>[0],
    stops: readonly string[] | undefined,
    onText: (piece: string) => void,
  ) {
    this.#thoughts = new ThoughtFilter(start);
    this.#stops = new StopStringFilter(stops);
    this.#onText = onText;
  }

  /** Whether a stop string has come; nothing passes afterwards. */
  get stopped(): boolean {
    return this.#stops.stopped;
  }

  /** Whether thoughts were given out for an answer. */
  get leaked(): boolean {
    return this.#thoughts.leaked;
  }

  /** Whether all was held back as thoughts though nothing in it says that it is. */
  get onlyPresumed(): boolean {
    return this.#thoughts.onlyPresumed;
  }

  push(piece: string): void {
    const text = this.#half + piece;
    this.#half = HIGH_SURROGATE.exec(text)?.[0] ?? '';
    this.#give(this.#stops.push(this.#thoughts.push(text.slice(0, text.length - this.#half.length))));
  }

  /** The answer has ended. */
  end(): void {
    this.#give(this.#stops.push(this.#thoughts.flush()));
    this.#give(this.#stops.flush());
  }

  #give(text: string): void {
    if (text === '') return;
    this.text += text;
    this.#onText(text);
  }
}
