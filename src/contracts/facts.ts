/** What a mail or a document states, as a reader would note it down. */
import type { Evidence } from './briefing';

export const STATED_KINDS = ['decision', 'deadline', 'amount', 'person'] as const;
export type StatedKind = (typeof STATED_KINDS)[number];

/** A moment on the clock of whoever wrote it. */
export interface DueDate {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** `HH:MM`, or null where only the day is named. */
  readonly time: string | null;
  /** Minutes that the writer's clock is ahead of UTC; null where it is not known. */
  readonly offsetMinutes: number | null;
}

export interface StatedFact {
  readonly kind: StatedKind;
  /** The specific as written: the date, the amount, the name; the sentence for a decision. */
  readonly text: string;
  /** The sentence that states it, white space collapsed. */
  readonly sentence: string;
  /** The place of `text`, and that of the sentence. */
  readonly evidence: Evidence;
  readonly context: Evidence;
  /** Of a deadline whose day is certain; null for all else. */
  readonly due: DueDate | null;
}
