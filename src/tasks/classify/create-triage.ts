import { CATEGORIES, type Category, type Correction, type Triage } from '../../contracts/briefing';
import type { LearntHead, TriageRule } from '../../contracts/learning';
import type { Message } from '../../contracts/message';
import { originOf, recall, type CorrectionEvidence } from './correction-memory';
import type { RuleVerdict } from './header-rules';
import { learntScores } from './learnt-head';
import { softmax } from './logistic-regression';
import { ruleFor } from './match-rule';
import { correctionReason, learntReason, MAX_REASONS, ownRuleReason, reasonsFor } from './reasons';
import { TRIAGE_HEAD, type TriageHead } from './triage-head';
import { untaughtScores, type MailSurroundings } from './untaught-scores';

export interface TriageContext extends MailSurroundings {
  readonly corrections: readonly Correction[];
  /** What the corrections taught the head together; null or absent before there are any. */
  readonly learnt?: LearntHead | null;
  /** The user's own, which go before everything but the user's word on the mail itself. */
  readonly rules?: readonly TriageRule[];
}

/** Sorts one mail. `embedding` is the unit vector of `embeddingTextOf(message)`; an empty one leaves cues and wordings to decide alone. */
export type TriageFunction = (message: Message, embedding: Float32Array, context: TriageContext) => Triage;

/** Header rules, then the classifier; the user's corrections weigh on both, and the user's rules go before both. */
export function createTriage(head: TriageHead = TRIAGE_HEAD): TriageFunction {
  return (message, embedding, context) => {
    const {
      category: before,
      urgency: untaughtUrgency,
      cues,
      verdict,
    } = untaughtScores(head, message, embedding, context);
    const evidence = recall(originOf(message), embedding, context.corrections);
    const learnt = learntScores(
      context.learnt ?? null,
      { embedding, cues, thread: message.threadId },
      context.corrections,
    );
    const after = before.map(
      (score, index) => score + (learnt[index] ?? 0) + (evidence.category[index] ?? 0),
    );
    const probabilities = softmax(after);
    const winner = likeliest(probabilities);
    const category = CATEGORIES[winner] ?? 'read';
    const needsHandling = (probabilities[0] ?? 0) + (probabilities[1] ?? 0);
    const urgency = needsHandling / (1 + Math.exp(-(untaughtUrgency + evidence.urgency)));
    const urgent = urgency >= head.urgencyThreshold && (category === 'reply' || category === 'act');
    const corrected = winner !== likeliest(before);
    const source = corrected ? 'correction' : verdict?.category === category ? 'rule' : 'classifier';
    const leading = leadingReasons(source, verdict, evidence, category, context.learnt ?? null);
    const reasons = [...leading, ...reasonsFor(head, cues, category, urgent)];
    const sorted: Triage = {
      category,
      urgent,
      confidence: probabilities[winner] ?? 0,
      probabilities: byCategory(probabilities),
      urgency,
      source,
      reasons: shortened(reasons),
    };
    const rule = ruleFor(message, context.rules ?? []);
    return rule ? underRule(sorted, rule) : sorted;
  };
}

/** The user meant it, so it is certain; a mail that the rule does not call urgent stays so only where it needs handling. */
function underRule(sorted: Triage, rule: TriageRule): Triage {
  const { category } = rule;
  const needsHandling = category === 'reply' || category === 'act';
  const urgent = rule.urgent ?? (sorted.urgent && needsHandling);
  return {
    category,
    urgent,
    confidence: 1,
    probabilities: { reply: 0, act: 0, read: 0, skip: 0, [category]: 1 },
    urgency: rule.urgent === null ? sorted.urgency : Number(urgent),
    source: 'rule',
    reasons: shortened([
      ownRuleReason(rule.sentence),
      ...(sorted.category === category ? sorted.reasons : [`Without it: ${sorted.category}`]),
    ]),
  };
}

function shortened(reasons: readonly string[]): string[] {
  return [...new Set(reasons)].slice(0, MAX_REASONS);
}

function leadingReasons(
  source: Triage['source'],
  verdict: RuleVerdict | null,
  { strongest }: CorrectionEvidence,
  category: Category,
  learnt: LearntHead | null,
): string[] {
  if (strongest?.correction.category === category)
    return [correctionReason(strongest.correction, strongest.by)];
  if (source === 'correction' && learnt) return [learntReason(category, learnt.corrections)];
  return source === 'rule' && verdict ? [verdict.reason] : [];
}

function likeliest(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}

function byCategory(probabilities: readonly number[]): Triage['probabilities'] {
  const [reply = 0, act = 0, read = 0, skip = 0] = probabilities;
  return { reply, act, read, skip };
}
