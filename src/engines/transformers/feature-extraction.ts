import {
  mean_pooling,
  Tensor,
  type PreTrainedModel,
  type PreTrainedTokenizer,
} from '@huggingface/transformers';
import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { ModelEntry } from '../../contracts/model';
import { nextTask } from '../next-task';
import { startOfText } from '../start-of-text';
import { toRuntimeError } from './runtime-failure';
import { batchByTokens } from './token-batches';

/** Mean-pooled unit vectors of texts, of which the first `entry.contextLength` tokens count; in order. Rejects with `cancelled` between batches. */
export async function embedTexts(
  entry: ModelEntry,
  model: PreTrainedModel,
  tokenizer: PreTrainedTokenizer,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const encoded = texts.map((text) => encode(tokenizer, text, entry.contextLength));
  const vectors = new Array<Float32Array>(texts.length);
  for (const batch of batchByTokens(encoded.map(({ length }) => length))) {
    await nextTask();
    if (signal.aborted) throw new DesksideError(CANCELLED);
    const rows = await runBatch(
      model,
      batch.map((index) => encoded[index] ?? []),
    ).catch((error: unknown) => {
      throw toRuntimeError(error, entry);
    });
    batch.forEach((index, row) => {
      vectors[index] = rows[row] ?? new Float32Array();
    });
  }
  return vectors;
}

/** Keeps the closing special token when a text is too long, as the model was trained. */
function encode(tokenizer: PreTrainedTokenizer, text: string, contextLength: number): number[] {
  const ids = tokenizer.encode(startOfText(text, contextLength));
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
