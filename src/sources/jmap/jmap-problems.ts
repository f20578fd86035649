import * as v from 'valibot';
import type { DesksideError } from '../../contracts/failure';
import { retryAfterMs } from '../../platform/retry-delay';
import { METHOD_ERROR, PROBLEM } from './jmap-answers';
import { busy, changedMeanwhile, forbidden, noJmap, readOnly, refused, signedOut } from './jmap-failures';

/** A method that the server answers with an error (RFC 8620, section 3.6.2). */
export class MethodError extends Error {
  override readonly name = 'MethodError';
  readonly type: string;

  constructor(method: string, answer: Readonly<Record<string, unknown>>) {
    const parsed = v.safeParse(METHOD_ERROR, answer);
    const { type, description = '' } = parsed.success ? parsed.output : { type: 'serverFail' };
    super(`${method}: ${type} ${description}`.trim());
    this.type = type;
  }
}

export interface Asked {
  readonly host: string;
  readonly auth: 'password' | 'bearer';
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What an answer that is no success means. */
export async function problemOf(response: Response, { host, auth, now }: Asked): Promise<DesksideError> {
  const { status } = response;
  const text = await response.text().catch(() => '');
  const problem = problemIn(text);
  const detail = problem ? `${status} ${problem.type} ${problem.detail ?? ''}`.trim() : String(status);
  if (status === 401) return signedOut(host, auth, detail);
  if (status === 403) return forbidden(host, detail);
  if (status === 429 || status >= 500)
    return busy(host, retryAfterMs(response.headers.get('retry-after'), now), detail);
  if (problem?.limit?.startsWith('maxConcurrent')) return busy(host, null, detail);
  if (problem) return refused(host, problem.type);
  return status === 404 || status === 405 ? noJmap(host, detail) : refused(host, detail);
}

function problemIn(text: string): v.InferOutput<typeof PROBLEM> | null {
  try {
    const parsed = v.safeParse(PROBLEM, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

const BUSY = new Set(['serverUnavailable', 'serverFail', 'serverPartialFail', 'rateLimit']);
const CHANGED = new Set(['accountNotFound', 'stateMismatch', 'anchorNotFound', 'cannotCalculateChanges']);

/** What an error of a method means to those who have no other way to go on. */
export function failureOfMethod(error: MethodError, host: string): DesksideError {
  const { type, message } = error;
  if (BUSY.has(type)) return busy(host, null, message);
  if (CHANGED.has(type)) return changedMeanwhile(host, message);
  if (type === 'forbidden') return forbidden(host, message);
  if (type === 'accountReadOnly') return readOnly(host, message);
  return refused(host, type);
}
