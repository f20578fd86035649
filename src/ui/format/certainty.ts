import type { TriageSource } from '../../contracts/briefing';
import * as m from '../i18n/compiled/messages';

/** A confidence in words; a small model is never wholly sure. */
export function certainty(confidence: number): string {
  return confidence > 0.99 ? m.common_sure_over() : m.common_sure({ percent: Math.round(confidence * 100) });
}

/** Whether the page says that it is not sure; the user's own word is never unsure. `least` is the user's setting, 0 to 1. */
export function isUnsure(confidence: number, source: TriageSource | null, least: number): boolean {
  return source !== 'user' && confidence < least;
}
