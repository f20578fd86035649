import type { Message } from '../../../contracts/message';
import type { TriageOutcome } from '../../../evaluation/triage-score';
import type { TriageContext } from '../../../tasks/classify/create-triage';
import type { JudgedMail } from '../evaluation-api';

/** A labelled mail, what was said of it, and what that was said from. */
export interface TriageCase extends TriageOutcome {
  readonly said: JudgedMail['said'];
  /** In words. */
  readonly reasons: readonly string[];
  readonly message: Message;
  readonly vector: Float32Array;
  readonly context: TriageContext;
}
