/** What kept a provider from answering, whichever words it has for that. */
export type ProviderProblemKind =
  /** Asked too often; the same key may ask again later. */
  | 'rate-limited'
  /** Down, overloaded, or the connection broke. */
  | 'unavailable'
  /** The key is wrong, blocked, or its account has no money left: another key may do. */
  | 'key-refused'
  | 'model-missing'
  | 'context-overflow'
  | 'content-filtered'
  /** It did not like the request; the next one alike will not fare better. */
  | 'request-refused'
  /** What it sent is no answer. */
  | 'malformed'
  /** The answer stopped before its end. */
  | 'cut-off';

export interface ProviderProblem {
  readonly kind: ProviderProblemKind;
  /** Of the answer; null when there was none or it came within a stream. */
  readonly status: number | null;
  /** How long the provider asks to be left alone; null when it does not say. */
  readonly retryAfterMs: number | null;
}

/**
 * A provider that did not answer. Its message names the kind only: what providers write in their errors may repeat the prompt or the key,
 * so none of it is kept.
 */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly problem: ProviderProblem;

  constructor(
    kind: ProviderProblemKind,
    more: Partial<Omit<ProviderProblem, 'kind'>> = {},
    options?: ErrorOptions,
  ) {
    super(kind, options);
    this.problem = { kind, status: null, retryAfterMs: null, ...more };
  }
}
