import type { GenerateRequest, GenerateResult } from '../../contracts/capabilities';
import { DesksideError, type Failure } from '../../contracts/failure';
import { nameOf, sessionError } from '../../platform/built-in-failures';
import { StopStringFilter } from '../stop-string-filter';

type Limits = Pick<GenerateRequest, 'maxTokens' | 'stop'>;

/**
 * Reads an answer as the browser streams it. The APIs neither count nor limit what is written, so a piece of the stream, which is a token or a few, is
 * taken for a token: the limit is kept in pieces. The stream is cancelled at the limit, at a stop string and when `signal` aborts.
 */
export async function readAnswer(
  stream: ReadableStream<string>,
  { maxTokens, stop }: Limits,
  { onText, signal, promptTokens, startedAt }: AnswerOptions,
): Promise<GenerateResult> {
  const filter = new StopStringFilter(stop);
  const reader = stream.getReader();
  let text = '';
  let pieces = 0;
  let firstTokenAt: number | null = null;
  let ended = false;
  const give = (piece: string): void => {
    if (piece === '') return;
    text += piece;
    onText(piece);
  };
  try {
    while (pieces < maxTokens && !filter.stopped && !signal.aborted) {
      const { done, value } = await reader.read();
      ended = done;
      if (done || signal.aborted) break;
      if (value === '') continue;
      firstTokenAt ??= performance.now();
      pieces += 1;
      give(filter.push(value));
    }
  } catch (error) {
    // What was written before the cancel is the answer.
    if (!signal.aborted) throw error;
  } finally {
    if (!ended) await reader.cancel().catch(() => undefined);
  }
  give(filter.flush());
  const totalMs = performance.now() - startedAt;
  const finish = ended || filter.stopped ? 'stop' : signal.aborted ? 'cancelled' : 'length';
  return {
    ...{ text, promptTokens, finish, totalMs },
    // The browser does not tell what it read again.
    reusedTokens: 0,
    newTokens: pieces,
    firstTokenMs: firstTokenAt === null ? totalMs : firstTokenAt - startedAt,
  };
}

interface AnswerOptions {
  readonly onText: (piece: string) => void;
  readonly signal: AbortSignal;
  readonly promptTokens: number;
  /** On the clock of `performance.now()`. */
  readonly startedAt: number;
}

/** The answer that was cancelled before its first word. */
export function cancelledAnswer(startedAt: number): GenerateResult {
  const totalMs = performance.now() - startedAt;
  return {
    ...{ text: '', promptTokens: 0, reusedTokens: 0, newTokens: 0, finish: 'cancelled' },
    ...{ firstTokenMs: totalMs, totalMs },
  };
}

/** Why an answer broke off, from what the browser threw. */
export function answerError(error: unknown, name: string): DesksideError {
  if (error instanceof DesksideError) return error;
  const failure = answerFailure(nameOf(error), name, String(error));
  return failure ? new DesksideError(failure, { cause: error }) : sessionError(error, name);
}

function answerFailure(errorName: string, name: string, detail: string): Failure | null {
  switch (errorName) {
    case 'NotSupportedError':
      return unsupported(
        `“${name}” cannot answer this: the browser does not support what was asked.`,
        detail,
      );
    case 'NotReadableError':
      return unsupported(`The browser holds back what “${name}” wrote here.`, detail);
    case 'InvalidStateError':
    case 'OperationError':
    case 'UnknownError':
      return {
        code: 'worker-died',
        message: `“${name}” stopped unexpectedly, perhaps because the browser needed its memory. Please try again.`,
        retryable: true,
        detail,
      };
    default:
      return null;
  }
}

export function unsupported(message: string, detail?: string): Failure {
  return {
    code: 'request-unsupported',
    message,
    retryable: false,
    ...(detail === undefined ? {} : { detail }),
  };
}

/** `needed`: the tokens of the prompt and at most of the answer. */
export function overflow(name: string, needed: number, room: number): DesksideError {
  return new DesksideError({
    code: 'context-overflow',
    message: `This is too long for “${name}”: it would take ${needed} tokens with the answer, and ${room} fit. Use a shorter text or another model.`,
    retryable: false,
  });
}
