import {
  mean_pooling,
  Tensor,
  type PreTrainedModel,
  type PreTrainedTokenizer,
} from '@huggingface/transformers';
import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { ModelEntry } from '../../contracts/model';
import { nextTask } from '../next-task';
import { toRuntimeError } from './runtime-failure';

/** On WASM more texts at once gain nothing and delay a cancel; 20 in one batch took three times as long as one by one. */
const BATCH_TEXTS = 4;
/** A text is cut to this many characters a token before it is tokenised, which is far more than any text has. */
const MOST_CHARACTERS_A_TOKEN = 16;

/** Mean-pooled unit vectors of texts, of which the first `entry.contextLength` tokens count; in order. Rejects with `cancelled` between batches. */
export async function embedTexts(
  entry: ModelEntry,
  model: PreTrainedModel,
  tokenizer: PreTrainedTokenizer,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const encoded = texts.map((text, index) => ({ index, ids: encode(tokenizer, text, entry.contextLength) }));
  // Texts of like length together, so that little is spent on padding.
  encoded.sort((a, b) => a.ids.length - b.ids.length);
  const vectors = new Array<Float32Array>(texts.length);
  for (let start = 0; start < encoded.length; start += BATCH_TEXTS) {
    await nextTask();
    if (signal.aborted) throw new DesksideError(CANCELLED);
    const batch = encoded.slice(start, start + BATCH_TEXTS);
    const rows = await runBatch(
      model,
      batch.map(({ ids }) => ids),
    ).catch((error: unknown) => {
      throw toRuntimeError(error, entry);
    });
    batch.forEach(({ index }, i) => {
      vectors[index] = rows[i] ?? new Float32Array();
    });
  }
  return vectors;
}

/** Keeps the closing special token when a text is too long, as the model was trained. */
function encode(tokenizer: PreTrainedTokenizer, text: string, contextLength: number): number[] {
  const start = text.replace(/\s+/g, ' ').slice(0, contextLength * MOST_CHARACTERS_A_TOKEN);
  const ids = tokenizer.encode(start);
  return ids.length <= contextLength ? ids : [...ids.slice(0, contextLength - 1), ...ids.slice(-1)];
}

async function runBatch(
  model: PreTrainedModel,
  batch: readonly (readonly number[])[],
): Promise<Float32Array[]> {
  const width = Math.max(...batch.map((ids) => ids.length));
  const size = batch.length * width;
  const inputIds = new BigInt64Array(size);
  const mask = new BigInt64Array(size);
  batch.forEach((ids, row) => {
    ids.forEach((id, column) => {
      inputIds[row * width + column] = BigInt(id);
      mask[row * width + column] = 1n;
    });
  });
  const dims = [batch.length, width];
  const attentionMask = new Tensor('int64', mask, dims);
  const { last_hidden_state: hidden }: { last_hidden_state: Tensor } = await model.forward({
    input_ids: new Tensor('int64', inputIds, dims),
    attention_mask: attentionMask,
    token_type_ids: new Tensor('int64', new BigInt64Array(size), dims),
  });
  const pooled = mean_pooling(hidden, attentionMask).normalize(2, -1);
  const [, dimensions = 0] = pooled.dims;
  const values = pooled.data as Float32Array;
  return batch.map((_, row) => values.slice(row * dimensions, (row + 1) * dimensions));
}
