import type { Category } from './briefing';

/** What the user says of one of their own mails when they measure how well it is sorted. Teaches nothing. */
export interface Verdict {
  /** `Message.id`. */
  readonly id: string;
  readonly category: Category;
  readonly urgent: boolean;
  /** What Deskside had said when it was asked about, before the user said anything. */
  readonly said: { readonly category: Category; readonly urgent: boolean; readonly confidence: number };
  /** ISO 8601. */
  readonly madeAt: string;
}
