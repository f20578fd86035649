import type { Category, Owner } from '../../src/contracts/briefing';
import type { Message } from '../../src/contracts/message';
import type { Surroundings } from '../../src/tasks/classify/cues';
import type { MailFeatures } from '../../src/tasks/classify/triage-head';

/** A mail with what its owner wants to see. */
export interface LabelledMail {
  readonly message: Message;
  readonly owner: Owner;
  readonly category: Category;
  readonly urgent: boolean;
  /** Where it comes from: a sector of the desk mail, or the name of a night's folder. Each is another author's, or another's world. */
  readonly origin: string;
  readonly surroundings: Surroundings;
}

/** A labelled mail with all that the classifier sees of it. */
export interface Example extends LabelledMail, MailFeatures {}
