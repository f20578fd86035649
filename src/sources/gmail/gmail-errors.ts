import * as v from 'valibot';
import type { DesksideError } from '../../contracts/failure';
import { busy, gmailSwitchedOff, mayNotRead } from '../provider/failures';

/** Google's error, in the two forms that its interfaces use beside each other. */
const ERROR = v.object({
  error: v.object({
    errors: v.optional(v.array(v.object({ reason: v.optional(v.string()) }))),
    details: v.optional(v.array(v.looseObject({ reason: v.optional(v.string()) }))),
    status: v.optional(v.string()),
  }),
});

/** What Google calls it; empty where the answer is no error of its own. */
export function googleReason(body: unknown): string {
  const parsed = v.safeParse(ERROR, body);
  if (!parsed.success) return '';
  const { details = [], errors = [], status = '' } = parsed.output.error;
  return [...details, ...errors].find(({ reason }) => reason)?.reason ?? status;
}

const BUSY = new Set([
  'rateLimitExceeded',
  'userRateLimitExceeded',
  'dailyLimitExceeded',
  'quotaExceeded',
  'RATE_LIMIT_EXCEEDED',
  'RESOURCE_EXHAUSTED',
  'backendError',
]);
const SCOPE_MISSING = new Set(['insufficientPermissions', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT']);
const SWITCHED_OFF = new Set(['accessNotConfigured', 'SERVICE_DISABLED']);

/** Google answers 403 for too many requests as well as for rights that are missing; the reason tells them apart. */
export function googleMeaning(reason: string, retryAfterMs: number | null): DesksideError | null {
  if (BUSY.has(reason)) return busy('Gmail', reason, retryAfterMs);
  if (SCOPE_MISSING.has(reason)) return mayNotRead('Gmail', reason);
  return SWITCHED_OFF.has(reason) ? gmailSwitchedOff(reason) : null;
}
