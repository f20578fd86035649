import { DynamicCache, Tensor, type PreTrainedModel } from '@huggingface/transformers';

/** Tokens in one run of a long prompt. A run cannot be interrupted; this many take about a second on two cores. */
const RUN_TOKENS = 128;
/** A shorter common beginning is not worth copying the cache for. */
const LEAST_REUSE = 16;

/**
 * The keys and values of the last prompt and its answer. Requests about one mail begin alike, and reading the mail again would take longer
 * than writing the answer: what is still true of the cache is kept, the rest cut off.
 */
export class PromptCache {
  readonly #model: PreTrainedModel;
  readonly #nextRun: () => Promise<void>;
  #tokens: readonly number[] = [];
  #values: DynamicCache | null = null;

  /** @param nextRun awaited before each run; lets messages in */
  constructor(model: PreTrainedModel, nextRun: () => Promise<void>) {
    this.#model = model;
    this.#nextRun = nextRun;
  }

  /**
   * Reads `prompt` up to its last few tokens, which generation itself reads, and returns the keys and values of what was read; null when
   * that is nothing. Stops early, with less read, when the signal aborts. Rejects with what the runtime throws.
   */
  async read(prompt: readonly number[], signal: AbortSignal): Promise<DynamicCache | null> {
    await this.#keepCommonBeginning(prompt);
    let length = this.#tokens.length;
    while (prompt.length - length > RUN_TOKENS && !signal.aborted) {
      await this.#nextRun();
      const end = length + RUN_TOKENS;
      const values = this.#values ?? new DynamicCache();
      // Should the run fail, the cache must not be believed.
      this.#forget();
      const outputs: Record<string, Tensor> = await this.#model.forward({
        input_ids: int64Row(prompt.slice(length, end)),
        attention_mask: int64Row(new Array<number>(end).fill(1)),
        num_logits_to_keep: new Tensor('int64', [1n], []),
        past_key_values: values,
      });
      values.update(presentAsPast(outputs));
      this.#remember(prompt.slice(0, end), values);
      length = end;
    }
    const values = this.#values;
    this.#values = null;
    return values;
  }

  /** Keeps what `generate` returned. `tokens` are those that the values stand for. */
  keep(tokens: readonly number[], values: DynamicCache): void {
    this.#remember(tokens, values);
  }

  async clear(): Promise<void> {
    const values = this.#values;
    this.#forget();
    await values?.dispose();
  }

  #remember(tokens: readonly number[], values: DynamicCache): void {
    this.#tokens = tokens;
    this.#values = values;
  }

  #forget(): void {
    this.#tokens = [];
    this.#values = null;
  }

  async #keepCommonBeginning(prompt: readonly number[]): Promise<void> {
    const values = this.#values;
    if (!values) {
      this.#forget();
      return;
    }
    // The last token must be run in any case, for its logits.
    const limit = Math.min(this.#tokens.length, prompt.length - 1);
    let common = 0;
    while (common < limit && this.#tokens[common] === prompt[common]) common += 1;
    if (common === this.#tokens.length) return;
    if (common < LEAST_REUSE) {
      await this.clear();
      return;
    }
    this.#forget();
    this.#remember(prompt.slice(0, common), await cutCache(values, common));
  }
}

/** The first `length` positions of each key and value, shaped [batch, heads, positions, size]. Frees the originals. */
async function cutCache(values: DynamicCache, length: number): Promise<DynamicCache> {
  const cut: Record<string, Tensor> = {};
  for (const [name, tensor] of Object.entries(values)) {
    const [batch = 1, heads = 1, positions = 0, size = 0] = tensor.dims;
    const data = (await tensor.ort_tensor.getData()) as Float32Array;
    const kept = data.slice(0, batch * heads * length * size);
    for (let row = 0; row < batch * heads; row += 1) {
      const start = row * positions * size;
      kept.set(data.subarray(start, start + length * size), row * length * size);
    }
    cut[name] = new Tensor(tensor.type, kept, [batch, heads, length, size]);
  }
  await values.dispose();
  return new DynamicCache(cut);
}

function presentAsPast(outputs: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(outputs)
      .filter(([name]) => name.startsWith('present'))
      .map(([name, tensor]) => [name.replace('present', 'past_key_values'), tensor]),
  );
}

export function int64Row(values: readonly number[]): Tensor {
  return new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
}
