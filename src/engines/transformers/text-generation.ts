import {
  BaseStreamer,
  InterruptableStoppingCriteria,
  type DynamicCache,
  type PreTrainedModel,
  type PreTrainedTokenizer,
  type Tensor,
  type TextStreamer,
} from '@huggingface/transformers';
import type { GenerateRequest, GenerateResult } from '../../contracts/capabilities';
import { DesksideError } from '../../contracts/failure';
import type { ModelEntry } from '../../contracts/model';
import { nextTask } from '../next-task';
import { StopStringFilter } from '../stop-string-filter';
import { int64Row, PromptCache } from './prompt-cache';
import { encodeChat } from './chat-prompt';
import { toRuntimeError } from './runtime-failure';
import { TokenDecoder } from './token-decoder';

/** Generates text with a loaded model; calls must not overlap. */
export class TextGeneration {
  readonly #entry: ModelEntry;
  readonly #model: PreTrainedModel;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #cache: PromptCache;

  constructor(entry: ModelEntry, model: PreTrainedModel, tokenizer: PreTrainedTokenizer) {
    this.#entry = entry;
    this.#model = model;
    this.#tokenizer = tokenizer;
    this.#cache = new PromptCache(model, nextTask);
    // On WASM a token is computed without ever leaving the task; this opens a gap before each one, in which a cancel can come in.
    const forward = model.forward.bind(model);
    model.forward = async (inputs) => {
      await nextTask();
      return forward(inputs);
    };
  }

  async generate(
    request: GenerateRequest,
    onText: (piece: string) => void,
    signal: AbortSignal,
  ): Promise<GenerateResult> {
    const startedAt = performance.now();
    const prompt = encodeChat(this.#tokenizer, request.turns, request.prefix);
    this.#requireRoom(prompt.length, request.maxTokens);
    const answer = new AnswerStream(this.#tokenizer, request.stop, onText);
    try {
      const past = await this.#cache.read(prompt, signal);
      if (!signal.aborted) await this.#run(prompt, past, request, answer, signal);
      else if (past) this.#cache.keep(prompt.slice(0, past.get_seq_length()), past);
    } catch (error) {
      throw toRuntimeError(error, this.#entry);
    }
    const totalMs = performance.now() - startedAt;
    return {
      text: answer.text,
      promptTokens: prompt.length,
      newTokens: answer.tokens,
      finish: answer.stopped ? 'stop' : signal.aborted ? 'cancelled' : 'length',
      firstTokenMs: answer.firstTokenAt === null ? totalMs : answer.firstTokenAt - startedAt,
      totalMs,
    };
  }

  clear(): Promise<void> {
    return this.#cache.clear();
  }

  async #run(
    prompt: readonly number[],
    past: DynamicCache | null,
    request: GenerateRequest,
    answer: AnswerStream,
    signal: AbortSignal,
  ): Promise<void> {
    const interrupt = new InterruptableStoppingCriteria();
    const stop = () => interrupt.interrupt();
    answer.onStop = stop;
    signal.addEventListener('abort', stop);
    const temperature = request.temperature ?? 0;
    try {
      const output = (await this.#model.generate({
        inputs: int64Row(prompt),
        attention_mask: int64Row(prompt.map(() => 1)),
        max_new_tokens: request.maxTokens,
        do_sample: temperature > 0,
        ...(temperature > 0 ? { temperature } : {}),
        return_dict_in_generate: true,
        // The types ask for the library's own streamer, the code only for `put` and `end`.
        streamer: answer as BaseStreamer as TextStreamer,
        stopping_criteria: interrupt,
        ...(past ? { past_key_values: past } : {}),
      })) as { sequences: Tensor; past_key_values: DynamicCache };
      // The last token was chosen but never run, so the cache does not know it.
      const tokens = Array.from(output.sequences.data as BigInt64Array, Number).slice(0, -1);
      this.#cache.keep(tokens, output.past_key_values);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  #requireRoom(promptTokens: number, maxTokens: number): void {
    const { contextLength, name } = this.#entry;
    if (promptTokens + maxTokens <= contextLength) return;
    throw new DesksideError({
      code: 'context-overflow',
      message: `This is too long for ${name}: ${promptTokens} tokens and an answer of up to ${maxTokens} do not fit into ${contextLength}. Use a shorter text or a model with a longer context.`,
      retryable: false,
    });
  }
}

/** Receives the tokens of an answer and gives out its text. */
class AnswerStream extends BaseStreamer {
  text = '';
  tokens = 0;
  /** On the clock of `performance.now()`. */
  firstTokenAt: number | null = null;
  /** Ended by itself: the model's end token or a stop string. */
  stopped = false;
  onStop: () => void = () => undefined;
  readonly #decoder: TokenDecoder;
  readonly #filter: StopStringFilter;
  readonly #onText: (piece: string) => void;
  readonly #endTokens: ReadonlySet<number>;
  #promptSeen = false;

  constructor(
    tokenizer: PreTrainedTokenizer,
    stop: readonly string[] | undefined,
    onText: (piece: string) => void,
  ) {
    super();
    this.#decoder = new TokenDecoder((ids) =>
      ids.length === 0 ? '' : tokenizer.decode(ids, { skip_special_tokens: true }),
    );
    this.#filter = new StopStringFilter(stop);
    this.#onText = onText;
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
    this.#onText(piece);
  }
}
