import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { ModelEntry } from '../../contracts/model';
import { disarmSpecialTokens } from '../disarm-special-tokens';
import { unlessLost } from '../loss';
import { nextTask } from '../next-task';
import { startOfText } from '../start-of-text';
import { unitVector } from '../unit-vector';
import type { AddedTokens } from './added-tokens';
import type { GpuSession } from './gpu-session';
import type { MlcRuntime } from './mlc-runtime';
import { toRuntimeError } from './runtime-failure';

/** web-llm's libraries take at least as many at once. */
const BATCH_TEXTS = 4;

export interface TextEmbeddingParts {
  readonly entry: ModelEntry;
  readonly runtime: MlcRuntime;
  readonly gpu: GpuSession;
  readonly addedTokens: AddedTokens;
}

/** Embeds texts with a loaded model; calls must not overlap. */
export class TextEmbedding {
  readonly #parts: TextEmbeddingParts;
  readonly #tokenizer;
  /** Tokens before and after every text; web-llm adds none. */
  readonly #frame: { readonly before: readonly number[]; readonly after: readonly number[] };

  constructor(parts: TextEmbeddingParts) {
    this.#parts = parts;
    this.#tokenizer = parts.runtime.tokenizer();
    const idsOf = (token: string) => (parts.addedTokens.has(token) ? this.#encode(token) : []);
    this.#frame = { before: idsOf('[CLS]'), after: idsOf('[SEP]') };
  }

  /** Unit vectors of texts, of which the first `entry.contextLength` tokens count; in order. Rejects with `cancelled` between batches. */
  async embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    const sequences = texts.map((text, index) => ({ index, ids: this.#sequenceOf(text) }));
    // Texts of like length together, so that little is spent on padding.
    sequences.sort((a, b) => a.ids.length - b.ids.length);
    const vectors = new Array<Float32Array>(texts.length);
    for (let start = 0; start < sequences.length; start += BATCH_TEXTS) {
      await nextTask();
      if (signal.aborted) throw new DesksideError(CANCELLED);
      const batch = sequences.slice(start, start + BATCH_TEXTS);
      const rows = await this.#run(batch.map(({ ids }) => ids));
      batch.forEach(({ index }, i) => {
        vectors[index] = unitVector(rows[i] ?? []);
      });
    }
    return vectors;
  }

  async #run(sequences: number[][]): Promise<number[][]> {
    const { entry, runtime, gpu } = this.#parts;
    if (gpu.failure) throw gpu.failure;
    try {
      return await unlessLost(runtime.embed(sequences), gpu.onLost);
    } catch (error) {
      throw gpu.failure ?? toRuntimeError(error, entry.name);
    }
  }

  #sequenceOf(text: string): number[] {
    const { entry, addedTokens } = this.#parts;
    const { before, after } = this.#frame;
    const start = startOfText(text, entry.contextLength);
    const ids = this.#encode(disarmSpecialTokens(start, addedTokens.special));
    return [...before, ...ids.slice(0, entry.contextLength - before.length - after.length), ...after];
  }

  #encode(text: string): number[] {
    return text === '' ? [] : Array.from(this.#tokenizer.encode(text));
  }
}
