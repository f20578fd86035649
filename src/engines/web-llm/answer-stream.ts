import { StopStringFilter } from '../stop-string-filter';

/** The part of a streamed answer of web-llm that one chunk brings. */
export interface AnswerChunk {
  readonly text: string;
  /** Null until the last chunk with text. */
  readonly finish: string | null;
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number } | undefined;
}

/** Receives the chunks of an answer and gives out its text, up to the first stop string. */
export class AnswerStream {
  text = '';
  /** Read for this answer. */
  promptTokens = 0;
  newTokens = 0;
  /** On the clock of `performance.now()`. */
  firstTokenAt: number | null = null;
  /** web-llm's word for how the answer ended. */
  finish: string | null = null;
  readonly #filter: StopStringFilter;
  readonly #onText: (piece: string) => void;
  /** Characters that web-llm counts as answer, but put there itself. */
  #prefixLength: number;
  #received = 0;

  constructor(stops: readonly string[], prefix: string, onText: (piece: string) => void) {
    this.#filter = new StopStringFilter(stops);
    this.#prefixLength = prefix.length;
    this.#onText = onText;
  }

  /** Whether a stop string has come. */
  get stopped(): boolean {
    return this.#filter.stopped;
  }

  /** Text is passed over when `muted`. */
  take({ text, finish, usage }: AnswerChunk, muted: boolean): void {
    if (usage) {
      this.promptTokens = usage.prompt_tokens;
      this.newTokens = usage.completion_tokens;
    }
    this.finish ??= finish;
    if (text === '') return;
    const piece = text.slice(this.#prefixLength);
    this.#prefixLength = Math.max(0, this.#prefixLength - text.length);
    this.#received += text.length;
    if (muted) return;
    this.firstTokenAt ??= performance.now();
    this.#give(this.#filter.push(piece));
  }

  /** `whole` is the answer as web-llm keeps it, shorter than what it streamed when a stop string of the model's own ended it. */
  end(whole: string): void {
    if (whole.length >= this.#received) this.#give(this.#filter.flush());
  }

  #give(piece: string): void {
    if (piece === '') return;
    this.text += piece;
    this.#onText(piece);
  }
}
