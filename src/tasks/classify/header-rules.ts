import type { Category } from '../../contracts/briefing';
import type { CueReport } from './cues';
import { isOwner, type MailView } from './mail-view';

/** A verdict from headers alone. */
export interface RuleVerdict {
  readonly category: Category;
  /** How often such a mail is of this category. */
  readonly certainty: number;
  readonly reason: string;
}

type Rule = (view: MailView, cues: CueReport['values']) => RuleVerdict | null;

/**
 * The first rule that speaks decides. Each needs evidence that hardly ever misleads, in other people's mail too (`rules` in
 * benchmarks/results/triage-training.json); weaker evidence is left to the classifier.
 * Order matters: what makes a mail untrustworthy comes before what it claims to be.
 */
const RULES: readonly Rule[] = [
  (_view, cues) =>
    cues.markedSpam > 0
      ? { category: 'skip', certainty: 0.97, reason: 'Marked as spam by your mail server' }
      : null,
  (_view, cues) =>
    cues.authenticationFailed > 0 &&
    Math.max(cues.fraud, cues.money, cues.lookAlikeDomain, cues.replyElsewhere, cues.urgentWords) > 0
      ? {
          category: 'skip',
          certainty: 0.96,
          reason: 'The sender could not be verified, and it presses you for money or access',
        }
      : null,
  (_view, cues) =>
    cues.fraud > 0 && cues.borrowedName > 0
      ? {
          category: 'skip',
          certainty: 0.95,
          reason: 'Uses the name of someone you know from another address',
        }
      : null,
  (view, cues) => (cues.calendar > 0 ? calendarVerdict(view) : null),
  (view) =>
    view.message.from !== null &&
    isOwner(view.message.from, view.owner) &&
    view.message.to.some((to) => isOwner(to, view.owner))
      ? { category: 'act', certainty: 0.8, reason: 'A note from you to yourself' }
      : null,
];

export function applyRules(view: MailView, cues: CueReport): RuleVerdict | null {
  for (const rule of RULES) {
    const verdict = rule(view, cues.values);
    if (verdict) return verdict;
  }
  return null;
}

function calendarVerdict({ message, owner }: MailView): RuleVerdict | null {
  const { subject } = message;
  if (/^(?:cancell?ed|abgesagt|cancelad|annul|geannuleerd)/iu.test(subject))
    return { category: 'read', certainty: 0.92, reason: 'A meeting was cancelled' };
  if (
    /^(?:accepted|declined|tentative|zugesagt|abgelehnt|aceptad|rechazad|accepté|refusé|geaccepteerd|geweigerd)/iu.test(
      subject,
    )
  )
    return { category: 'read', certainty: 0.9, reason: 'An answer to a meeting invitation' };
  const invited = message.to.some((to) => isOwner(to, owner));
  if (invited && /^(?:updated )?(?:invitation|einladung|invitación|uitnodiging)/iu.test(subject))
    return {
      category: 'act',
      certainty: 0.9,
      reason: 'An invitation that you accept or decline in the calendar',
    };
  return null;
}
