import type { ChatCompletionChunk } from '@wllama/wllama';
import { StopStringFilter } from '../stop-string-filter';

/** Receives the chunks of an answer and gives out its text, up to the first stop string. */
export class AnswerStream {
  text = '';
  promptTokens = 0;
  reusedTokens = 0;
  newTokens = 0;
  /** On the clock of `performance.now()`. */
  firstTokenAt: number | null = null;
  /** llama.cpp's word for how the answer ended, null as long as it has not. */
  finish: string | null = null;
  readonly #filter: StopStringFilter;
  readonly #onText: (piece: string) => void;

  constructor(stops: readonly string[] | undefined, onText: (piece: string) => void) {
    this.#filter = new StopStringFilter(stops);
    this.#onText = onText;
  }

  /** Whether a stop string has come. */
  get stopped(): boolean {
    return this.#filter.stopped;
  }

  take({ choices: [choice], timings, prompt_progress: progress }: ChatCompletionChunk): void {
    if (progress) {
      this.promptTokens = progress.total;
      this.reusedTokens = progress.cache;
    }
    this.newTokens = timings?.predicted_n ?? this.newTokens;
    this.finish ??= choice?.finish_reason ?? null;
    const piece = choice?.delta.content ?? '';
    if (piece === '') return;
    this.firstTokenAt ??= performance.now();
    this.#give(this.#filter.push(piece));
  }

  end(): void {
    this.#give(this.#filter.flush());
  }

  #give(piece: string): void {
    if (piece === '') return;
    this.text += piece;
    this.#onText(piece);
  }
}
