import * as v from 'valibot';
import type { DesksideError } from '../../contracts/failure';
import { busy, mayNotRead, noMailbox } from '../provider/failures';

const ERROR = v.object({ error: v.object({ code: v.string() }) });

/** What Graph calls it; empty where the answer is no error of its own. */
export function graphReason(body: unknown): string {
  const parsed = v.safeParse(ERROR, body);
  return parsed.success ? parsed.output.error.code : '';
}

const BUSY = new Set([
  'TooManyRequests',
  'ApplicationThrottled',
  'ErrorServerBusy',
  'ErrorMailboxStoreUnavailable',
  'ErrorTimeoutExpired',
]);
const DENIED = new Set(['ErrorAccessDenied', 'AccessDenied', 'Authorization_RequestDenied']);
const WITHOUT_MAILBOX = new Set(['MailboxNotEnabledForRESTAPI', 'MailboxNotSupportedForRESTAPI']);

export function graphMeaning(reason: string, retryAfterMs: number | null): DesksideError | null {
  if (BUSY.has(reason)) return busy('Microsoft 365', reason, retryAfterMs);
  if (DENIED.has(reason)) return mayNotRead('Microsoft 365', reason);
  return WITHOUT_MAILBOX.has(reason) ? noMailbox(reason) : null;
}
