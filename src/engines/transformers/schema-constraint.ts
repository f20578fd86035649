import type { GrammarMatcher } from '@mlc-ai/web-xgrammar';
import { LogitsProcessor, type Tensor } from '@huggingface/transformers';

/** Keeps one answer to a grammar: what may not come next gets no chance. */
export class SchemaConstraint extends LogitsProcessor {
  readonly #matcher: GrammarMatcher;
  /** A bit a token; null when none is ready, or nothing may come any more. */
  #allowed: Int32Array | null = null;

  constructor(matcher: GrammarMatcher) {
    super();
    this.#matcher = matcher;
  }

  /** Finds out what may come next. To be awaited before each token, as the library calls processors without waiting. */
  async prepare(): Promise<void> {
    this.#allowed = this.#matcher.isTerminated() ? null : await this.#matcher.getNextTokenBitmask();
  }

  /** To be told each token that was chosen. */
  accept(token: number): void {
    this.#matcher.acceptToken(token);
  }

  override _call(_inputIds: bigint[][], logits: Tensor): Tensor {
    const allowed = this.#allowed;
    if (!allowed) return logits;
    const scores = logits.data as Float32Array;
    // A model may score more tokens than its vocabulary has; those are not allowed either.
    for (let token = 0; token < scores.length; token += 1) {
      if ((((allowed[token >> 5] ?? 0) >>> (token & 31)) & 1) === 0) scores[token] = -Infinity;
    }
    return logits;
  }

  dispose(): void {
    this.#matcher.dispose();
  }
}
