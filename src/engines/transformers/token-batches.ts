/**
 * Tokens, padding included, that are embedded in one run. Short texts gain by company, half the time at 8 tokens and a tenth at 32; from 128 on
 * there is nothing to gain (MiniLM on WASM), and a run cannot be interrupted.
 */
const BATCH_TOKENS = 128;

/** Texts of like length together, each batch of at most `BATCH_TOKENS` or of one text: the indices of `lengths`, which are in tokens. */
export function batchByTokens(lengths: readonly number[]): number[][] {
  const indices = lengths.map((_, index) => index).sort((a, b) => lengthAt(a) - lengthAt(b));
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const index of indices) {
    // The next text is the longest so far, so all are padded to its length.
    if (batch.length > 0 && (batch.length + 1) * lengthAt(index) > BATCH_TOKENS) {
      batches.push(batch);
      batch = [];
    }
    batch.push(index);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;

  function lengthAt(index: number): number {
    return lengths[index] ?? 0;
  }
}
