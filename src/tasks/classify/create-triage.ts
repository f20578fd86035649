import {
  CATEGORIES,
  type Category,
  type Correction,
  type Owner,
  type Triage,
} from '../../contracts/briefing';
import type { MailAddress, Message } from '../../contracts/message';
import { recall, type CorrectionEvidence } from './correction-memory';
import { findCues } from './cues';
import { applyRules, type RuleVerdict } from './header-rules';
import { softmax } from './logistic-regression';
import { viewOf } from './mail-view';
import { correctionReason, MAX_REASONS, reasonsFor } from './reasons';
import { scoreWith, TRIAGE_HEAD, type TriageHead } from './triage-head';
import { wordingsOf } from './wordings';

export interface TriageContext {
  readonly owner: Owner;
  readonly corrections: readonly Correction[];
  /** Other mails of the same thread, Sent ones included; they tell whether this one is superseded. */
  readonly thread?: readonly Message[];
  /** People in the owner's other mail; they tell a borrowed name. Pass the same array for all mails: it is indexed once. */
  readonly contacts?: readonly MailAddress[];
}

/** Sorts one mail. `embedding` is the unit vector of `embeddingTextOf(message)`; an empty one leaves cues and wordings to decide alone. */
export type TriageFunction = (message: Message, embedding: Float32Array, context: TriageContext) => Triage;

/** Header rules, then the classifier; the user's corrections weigh on both. */
export function createTriage(head: TriageHead = TRIAGE_HEAD): TriageFunction {
  return (message, embedding, context) => {
    const view = viewOf(message, context.owner);
    const cues = findCues(view, { thread: context.thread ?? [], contacts: context.contacts ?? [] });
    const scores = scoreWith(head, { embedding, cues, wordings: wordingsOf(view) });
    const verdict = applyRules(view, cues);
    const evidence = recall(message.from?.address ?? '', embedding, context.corrections);

    const before = verdict ? withVerdict(scores.category, verdict) : scores.category;
    const after = before.map((score, index) => score + (evidence.category[index] ?? 0));
    const probabilities = softmax(after);
    const winner = likeliest(probabilities);
    const category = CATEGORIES[winner] ?? 'read';
    const needsHandling = (probabilities[0] ?? 0) + (probabilities[1] ?? 0);
    const urgency = needsHandling / (1 + Math.exp(-(scores.urgency + evidence.urgency)));
    const urgent = urgency >= head.urgencyThreshold && (category === 'reply' || category === 'act');
    const corrected = winner !== likeliest(before);
    const source = corrected ? 'correction' : verdict?.category === category ? 'rule' : 'classifier';
    const leading = leadingReasons(source, verdict, evidence, category);
    const reasons = [...new Set([...leading, ...reasonsFor(head, cues, category, urgent)])].slice(
      0,
      MAX_REASONS,
    );

    return {
      category,
      urgent,
      confidence: probabilities[winner] ?? 0,
      probabilities: byCategory(probabilities),
      urgency,
      source,
      reasons,
    };
  };
}

/** Scores under which the rule's category has the rule's certainty, and the others share the rest as the classifier sees them. */
function withVerdict(scores: readonly number[], verdict: RuleVerdict): number[] {
  const ruled = CATEGORIES.indexOf(verdict.category);
  const probabilities = softmax(scores);
  const own = probabilities[ruled] ?? 0;
  return probabilities.map((probability, index) =>
    Math.log(
      Math.max(
        1e-9,
        index === ruled
          ? verdict.certainty
          : ((1 - verdict.certainty) * probability) / Math.max(1e-9, 1 - own),
      ),
    ),
  );
}

function leadingReasons(
  source: Triage['source'],
  verdict: RuleVerdict | null,
  { strongest }: CorrectionEvidence,
  category: Category,
): string[] {
  if (strongest?.correction.category === category)
    return [correctionReason(strongest.correction, strongest.sameSender)];
  return source === 'rule' && verdict ? [verdict.reason] : [];
}

function likeliest(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}

function byCategory(probabilities: readonly number[]): Triage['probabilities'] {
  const [reply = 0, act = 0, read = 0, skip = 0] = probabilities;
  return { reply, act, read, skip };
}
