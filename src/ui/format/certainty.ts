import type { TriageSource } from '../../contracts/briefing';

/** Below this probability the page says that it is not sure. */
const SURE = 0.6;

/** A confidence in words; a small model is never wholly sure. */
export function certainty(confidence: number): string {
  return confidence > 0.99 ? 'Over 99 % sure' : `${Math.round(confidence * 100)} % sure`;
}

/** The user's own word is never unsure. */
export function isUnsure(confidence: number, source: TriageSource | null): boolean {
  return source !== 'user' && confidence < SURE;
}
