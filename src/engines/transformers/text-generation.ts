import {
  InterruptableStoppingCriteria,
  LogitsProcessorList,
  random,
  type BaseStreamer,
  type DynamicCache,
  type PreTrainedModel,
  type PreTrainedTokenizer,
  type Tensor,
  type TextStreamer,
} from '@huggingface/transformers';
import type { GenerateRequest, GenerateResult } from '../../contracts/capabilities';
import type { ModelEntry } from '../../contracts/model';
import { contextOverflow } from '../engine-failures';
import { nextTask } from '../next-task';
import { AnswerStream } from './answer-stream';
import { encodeChat } from './chat-prompt';
import { int64Row, PromptCache } from './prompt-cache';
import { toRuntimeError } from './runtime-failure';
import type { SchemaConstraint } from './schema-constraint';
import { SchemaGrammars } from './schema-grammars';

/** Generates text with a loaded model; calls must not overlap. */
export class TextGeneration {
  readonly #entry: ModelEntry;
  readonly #model: PreTrainedModel;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #cache: PromptCache;
  readonly #grammars: SchemaGrammars;
  /** Of the answer that is being written. */
  #constraint: SchemaConstraint | null = null;

  constructor(entry: ModelEntry, model: PreTrainedModel, tokenizer: PreTrainedTokenizer) {
    this.#entry = entry;
    this.#model = model;
    this.#tokenizer = tokenizer;
    this.#cache = new PromptCache(model, nextTask);
    this.#grammars = new SchemaGrammars(tokenizer, endTokensOf(model));
    // On WASM a token is computed without ever leaving the task; this opens a gap before each one, in which a cancel can come in.
    const forward = model.forward.bind(model);
    model.forward = async (inputs) => {
      await nextTask();
      await this.#constraint?.prepare();
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
    const constraint = request.schema ? await this.#grammars.constrain(request.schema, request.prefix) : null;
    const onToken = constraint ? (id: number) => constraint.accept(id) : undefined;
    const answer = new AnswerStream(this.#tokenizer, { stop: request.stop, onText, onToken });
    let reusedTokens: number;
    try {
      const { values, reused } = await this.#cache.read(prompt, signal);
      reusedTokens = reused;
      this.#constraint = constraint;
      if (!signal.aborted) await this.#run(prompt, values, request, answer, signal);
      else if (values) await this.#cache.keep(prompt.slice(0, values.get_seq_length()), values);
    } catch (error) {
      throw toRuntimeError(error, this.#entry);
    } finally {
      this.#constraint = null;
      constraint?.dispose();
    }
    const totalMs = performance.now() - startedAt;
    return {
      text: answer.text,
      promptTokens: prompt.length,
      reusedTokens,
      newTokens: answer.tokens,
      finish: answer.stopped ? 'stop' : signal.aborted ? 'cancelled' : 'length',
      firstTokenMs: answer.firstTokenAt === null ? totalMs : answer.firstTokenAt - startedAt,
      totalMs,
    };
  }

  async clear(): Promise<void> {
    await this.#cache.clear();
    await this.#grammars.dispose();
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
    // The library samples with one generator for all; without a seed it is seeded by chance, lest an earlier seed go on.
    if (temperature > 0) random.seed(request.seed === undefined ? undefined : request.seed >>> 0);
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
        ...(this.#constraint ? { logits_processor: listOf(this.#constraint) } : {}),
        ...(past ? { past_key_values: past } : {}),
      })) as { sequences: Tensor; past_key_values: DynamicCache };
      // The last token was chosen but never run, so the cache does not know it.
      const tokens = Array.from(output.sequences.data as BigInt64Array, Number).slice(0, -1);
      await this.#cache.keep(tokens, output.past_key_values);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  #requireRoom(promptTokens: number, maxTokens: number): void {
    const { contextLength, name } = this.#entry;
    if (promptTokens + maxTokens <= contextLength) return;
    throw contextOverflow(name, { tokens: promptTokens, maxTokens, room: contextLength });
  }
}

function listOf(constraint: SchemaConstraint): LogitsProcessorList {
  const list = new LogitsProcessorList();
  list.push(constraint);
  return list;
}

function endTokensOf({ generation_config: generation, config }: PreTrainedModel): number[] {
  const ids: number | number[] | null | undefined =
    generation?.eos_token_id ?? (config as { readonly eos_token_id?: number | number[] | null }).eos_token_id;
  return [ids ?? []].flat();
}
