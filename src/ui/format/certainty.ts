import type { TriageSource } from '../../contracts/briefing';

/** Below this probability the page says that it is not sure. */
const SURE = 0.6;

/** The user's own word is never unsure. */
export function isUnsure(confidence: number, source: TriageSource | null): boolean {
  return source !== 'user' && confidence < SURE;
}
