import type { RunOptions, TextEmbedder } from '../contracts/capabilities';

/** An embedder that asks another only for texts that it has not seen. */
export class VectorCache implements TextEmbedder {
  readonly modelId: string;
  readonly #embedder: () => Promise<TextEmbedder>;
  readonly #batch: number;
  readonly #vectors = new Map<string, Float32Array>();

  /**
   * @param embedder is asked for when something has to be embedded; it loads the model
   * @param batch texts in one request; a cancel takes hold between two. All at once without it.
   */
  constructor(modelId: string, embedder: () => Promise<TextEmbedder>, batch = Infinity) {
    this.modelId = modelId;
    this.#embedder = embedder;
    this.#batch = batch;
  }

  set(text: string, vector: Float32Array): void {
    this.#vectors.set(text, vector);
  }

  async embed(texts: readonly string[], options?: RunOptions): Promise<Float32Array[]> {
    const missing = [...new Set(texts)].filter((text) => !this.#vectors.has(text));
    for (let at = 0; at < missing.length; at += this.#batch) {
      options?.signal?.throwIfAborted();
      const batch = missing.slice(at, at + this.#batch);
      const vectors = await (await this.#embedder()).embed(batch, options);
      batch.forEach((text, index) => {
        const vector = vectors[index];
        if (vector) this.#vectors.set(text, vector);
      });
    }
    return texts.map((text) => {
      const vector = this.#vectors.get(text);
      if (!vector) throw new Error('The embedder gave nothing for a text.');
      return vector;
    });
  }
}
