/**
 * Failures are data: a stable code for programs, a sentence for people, and whether trying again can help.
 * They cross worker boundaries as plain objects, because Comlink drops the codes and causes of thrown errors.
 */
export const FAILURE_CODES = [
  'cancelled',
  'context-overflow',
  'device-lost',
  'download-failed',
  'engine-unavailable',
  'import-damaged',
  'import-empty',
  'import-encrypted',
  'import-not-mail',
  'import-refused',
  'integrity-failed',
  'internal',
  'known-answer-failed',
  'model-missing',
  'model-unknown',
  'out-of-memory',
  'permission-withdrawn',
  'quota-exceeded',
  'request-unsupported',
  'server-refused',
  'server-unreachable',
  'signed-out',
  'source-busy',
  'source-changed',
  'source-not-allowed',
  'storage-unavailable',
  'too-large',
  'unsupported-model',
  'worker-died',
] as const;

export type FailureCode = (typeof FAILURE_CODES)[number];

export interface Failure {
  readonly code: FailureCode;
  /** A sentence for the user: what is wrong and what to do. */
  readonly message: string;
  /** Whether the same call can succeed later without the user changing anything. */
  readonly retryable: boolean;
  /** How long to wait before trying again, milliseconds, where somebody said so. */
  readonly retryAfterMs?: number;
  /** Technical detail for the log; never shown as the main text. */
  readonly detail?: string;
}

/** What a worker answers: it never throws across the boundary. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** An error that carries its failure; thrown within one realm, turned into a `Result` at each worker boundary. */
export class DesksideError extends Error {
  override readonly name = 'DesksideError';
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options);
    this.failure = failure;
  }
}

/** The failure that an unknown thrown value stands for. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof DesksideError) return thrown.failure;
  if (thrown instanceof DOMException && thrown.name === 'AbortError') return CANCELLED;
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return {
    code: 'internal',
    message: 'Something went wrong inside Deskside. Your data is safe; please try again.',
    retryable: true,
    detail,
  };
}

export const CANCELLED: Failure = {
  code: 'cancelled',
  message: 'Cancelled.',
  retryable: true,
};

/** The value of a result, or its failure thrown as a `DesksideError`. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new DesksideError(result.failure);
}

/** Runs `work` and turns whatever it throws into a `Result`. */
export async function attempt<T>(work: () => Promise<T> | T): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, failure: toFailure(thrown) };
  }
}
