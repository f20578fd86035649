import { BaseStreamer, type PreTrainedTokenizer } from '@huggingface/transformers';
import { StopStringFilter } from '../stop-string-filter';
import { TokenDecoder } from './token-decoder';

export interface AnswerStreamOptions {
  readonly stop: readonly string[] | undefined;
  readonly onText: (piece: string) => void;
  /** Called with each token of the answer, the one that ends it included. */
  readonly onToken?: ((id: number) => void) | undefined;
}

/** Receives the tokens of an answer and gives out its text. */
export class AnswerStream extends BaseStreamer {
  text = '';
  tokens = 0;
  /** On the clock of `performance.now()`. */
  firstTokenAt: number | null = null;
  /** Ended by itself: the model's end token or a stop string. */
  stopped = false;
  onStop: () => void = () => undefined;
  readonly #decoder: TokenDecoder;
  readonly #filter: StopStringFilter;
  readonly #options: AnswerStreamOptions;
  readonly #endTokens: ReadonlySet<number>;
  #promptSeen = false;

  constructor(tokenizer: PreTrainedTokenizer, options: AnswerStreamOptions) {
    super();
    this.#decoder = new TokenDecoder((ids) =>
      ids.length === 0 ? '' : tokenizer.decode(ids, { skip_special_tokens: true }),
    );
    this.#filter = new StopStringFilter(options.stop);
    this.#options = options;
    this.#endTokens = new Set(tokenizer.all_special_ids);
  }

  override put([ids = []]: bigint[][]): void {
    if (!this.#promptSeen) {
      this.#promptSeen = true;
      return;
    }
    for (const id of ids.map(Number)) {
      this.firstTokenAt ??= performance.now();
      this.tokens += 1;
      this.#options.onToken?.(id);
      if (this.#endTokens.has(id)) this.stopped = true;
      else this.#give(this.#filter.push(this.#decoder.push(id)));
    }
    if (!this.#filter.stopped) return;
    this.stopped = true;
    this.onStop();
  }

  override end(): void {
    this.#give(this.#filter.push(this.#decoder.flush()));
    this.#give(this.#filter.flush());
    if (this.#filter.stopped) this.stopped = true;
  }

  #give(piece: string): void {
    if (piece === '') return;
    this.text += piece;
    this.#options.onText(piece);
  }
}
