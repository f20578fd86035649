import * as v from 'valibot';
import { SENDING_SCOPES, type EscalationPolicy } from '../../contracts/escalation';
import { PERSONAL_DATA_TYPES } from '../../contracts/personal-data';
import { RELAY_PRIVACY } from '../../contracts/relay';

/** Little goes, to places that learn nothing from it, for little money. */
export const DEFAULT_POLICY: EscalationPolicy = {
  privacy: 'no-training',
  scope: 'extracts',
  stays: ['secret', 'card', 'id-number'],
  stayWords: [],
  enough: 0.6,
  limits: { requestMicros: 100_000, dayMicros: 1_000_000, monthMicros: 10_000_000 },
  warnFrom: 0.8,
  answerTokens: 600,
};

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const micros = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const POLICY = v.object({
  privacy: v.fallback(v.picklist(RELAY_PRIVACY), DEFAULT_POLICY.privacy),
  scope: v.fallback(v.picklist(SENDING_SCOPES), DEFAULT_POLICY.scope),
  stays: v.fallback(v.array(v.picklist(PERSONAL_DATA_TYPES)), [...DEFAULT_POLICY.stays]),
  stayWords: v.fallback(v.array(v.pipe(v.string(), v.maxLength(200))), []),
  enough: v.fallback(share, DEFAULT_POLICY.enough),
  limits: v.fallback(
    v.object({ requestMicros: micros, dayMicros: micros, monthMicros: micros }),
    DEFAULT_POLICY.limits,
  ),
  warnFrom: v.fallback(share, DEFAULT_POLICY.warnFrom),
  answerTokens: v.fallback(
    v.pipe(v.number(), v.integer(), v.minValue(16), v.maxValue(4096)),
    DEFAULT_POLICY.answerTokens,
  ),
});

/** What was stored by any version of the app; a field that makes no sense gets its default. Never throws. */
export function parsePolicy(stored: unknown): EscalationPolicy {
  const parsed = v.safeParse(POLICY, stored);
  return parsed.success ? parsed.output : DEFAULT_POLICY;
}
