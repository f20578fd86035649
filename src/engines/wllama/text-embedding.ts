import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { ModelEntry } from '../../contracts/model';
import { nextTask } from '../next-task';
import { startOfText } from '../start-of-text';
import { unitVector } from '../unit-vector';
import { MarkerGuard } from './chat-messages';
import { overlongTokens, type LlamaSession } from './llama-session';
import { toRuntimeError } from './runtime-failure';

/** What is left of a text that is cut again, since its tokens are not spread evenly. */
const CUT_SHARE = 0.98;

/** Embeds texts with a loaded model; calls must not overlap. */
export class TextEmbedding {
  readonly #entry: ModelEntry;
  readonly #session: LlamaSession;
  readonly #guard = new MarkerGuard();

  constructor(entry: ModelEntry, session: LlamaSession) {
    this.#entry = entry;
    this.#session = session;
  }

  /** Unit vectors of texts, of which about the first `contextTokens` tokens count; in order. Rejects with `cancelled` between texts. */
  async embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (const text of texts) {
      await nextTask();
      if (signal.aborted) throw new DesksideError(CANCELLED);
      try {
        vectors.push(await this.#embed(text));
      } catch (error) {
        throw toRuntimeError(error, this.#entry.name, this.#session.log.complaints);
      }
    }
    return vectors;
  }

  async #embed(text: string): Promise<Float32Array> {
    const room = this.#session.contextTokens;
    let start = this.#guard.disarm(startOfText(text, room));
    for (;;) {
      try {
        // llama.cpp takes no empty input.
        return unitVector(pooled(await this.#session.embed(start === '' ? ' ' : start)));
      } catch (error) {
        const tokens = overlongTokens(error);
        if (tokens === null || tokens <= room) throw error;
        start = start.slice(0, Math.floor((start.length * room * CUT_SHARE) / tokens));
      }
    }
  }
}

/** The mean over the tokens, where the model gives each of them a vector. */
function pooled(embedding: unknown): number[] {
  const values: unknown[] = Array.isArray(embedding) ? embedding : [];
  const rows = values.filter((row) => Array.isArray(row)).map((row) => row.map(Number));
  const [first] = rows;
  if (first === undefined) return values.map(Number);
  return first.map((_, i) => rows.reduce((sum, row) => sum + (row[i] ?? 0), 0) / rows.length);
}
