import { applyRules } from '../../src/tasks/classify/header-rules';
import { viewOf } from '../../src/tasks/classify/mail-view';
import type { Example } from './labelled-mail';

export interface RulePrecision {
  readonly rule: string;
  readonly certainty: number;
  readonly mails: number;
  readonly right: number;
}

/** How often each rule that spoke was right, most frequent first. */
export function rulePrecisions(examples: readonly Example[]): RulePrecision[] {
  const byReason = new Map<string, RulePrecision>();
  for (const { message, owner, cues, category } of examples) {
    const verdict = applyRules(viewOf(message, owner), cues);
    if (!verdict) continue;
    const { mails, right } = byReason.get(verdict.reason) ?? { mails: 0, right: 0 };
    byReason.set(verdict.reason, {
      rule: verdict.reason,
      certainty: verdict.certainty,
      mails: mails + 1,
      right: right + (verdict.category === category ? 1 : 0),
    });
  }
  return [...byReason.values()].sort((a, b) => b.mails - a.mails);
}
