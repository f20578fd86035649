import { CATEGORIES, type Correction, type Owner } from '../../contracts/briefing';
import type { LearningRow } from '../../contracts/learning';
import type { MailAddress, Message } from '../../contracts/message';
import { findCues, type CueReport } from './cues';
import { applyRules, type RuleVerdict } from './header-rules';
import { softmax } from './logistic-regression';
import { originOf } from './correction-memory';
import { viewOf } from './mail-view';
import { scoreWith, type TriageHead } from './triage-head';
import { wordingsOf } from './wordings';

/** What header rules and the shipped head say of a mail, before the user taught anything. */
export interface UntaughtScores {
  /** Log-odds up to a constant, in the order of `CATEGORIES`. */
  readonly category: readonly number[];
  /** Log-odds of urgent, given that the mail needs handling. */
  readonly urgency: number;
  readonly cues: CueReport;
  readonly verdict: RuleVerdict | null;
}

/** What is known besides the mail itself. */
export interface MailSurroundings {
  readonly owner: Owner;
  /** Other mails of the same thread, Sent ones included; they tell whether this one is superseded. */
  readonly thread?: readonly Message[];
  /** People in the owner's other mail; they tell a borrowed name. Pass the same array for all mails: it is indexed once. */
  readonly contacts?: readonly MailAddress[];
}

export function untaughtScores(
  head: TriageHead,
  message: Message,
  embedding: Float32Array,
  { owner, thread = [], contacts = [] }: MailSurroundings,
): UntaughtScores {
  const view = viewOf(message, owner);
  const cues = findCues(view, { thread, contacts });
  const { category, urgency } = scoreWith(head, { embedding, cues, wordings: wordingsOf(view) });
  const verdict = applyRules(view, cues);
  return { category: verdict ? withVerdict(category, verdict) : category, urgency, cues, verdict };
}

/** A corrected mail as the learning worker sees it. */
export function learningRowOf(
  head: TriageHead,
  message: Message,
  correction: Correction,
  surroundings: MailSurroundings,
): LearningRow {
  const { id, category, urgent, sender, embedding } = correction;
  const untaught = untaughtScores(head, message, embedding, surroundings);
  return {
    ...originOf(message),
    ...{ id, category, urgent, sender, embedding },
    cues: head.cues.map((name) => untaught.cues.values[name]),
    scores: untaught.category,
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
