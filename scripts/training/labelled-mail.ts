import type { Category, Owner } from '../../src/contracts/briefing';
import type { Message } from '../../src/contracts/message';
import type { CueReport, Surroundings } from '../../src/tasks/classify/cues';

/** A mail with what its owner wants to see. */
export interface LabelledMail {
  readonly message: Message;
  readonly owner: Owner;
  readonly category: Category;
  readonly urgent: boolean;
  /** Where it comes from: a sector of the desk mail, or the sample night. */
  readonly origin: 'a' | 'b' | 'c' | 'night';
  readonly surroundings: Surroundings;
}

/** A labelled mail with all that the classifier sees of it. */
export interface Example extends LabelledMail {
  readonly cues: CueReport;
  readonly embedding: Float32Array;
}
