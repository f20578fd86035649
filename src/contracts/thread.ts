/** What a conversation comes to. */
import type { Evidence } from './briefing';

/** A sentence of one mail of the conversation. */
export interface ThreadLine {
  /** `Message.id`. */
  readonly messageId: string;
  /** Who wrote it: the name, else the address; `You` for the owner. */
  readonly who: string;
  /** ISO 8601, or null. */
  readonly date: string | null;
  readonly text: string;
  readonly evidence: Evidence;
}

/** Each list newest first. */
export interface ThreadSummary {
  readonly mails: number;
  /** Asked, with a later mail by somebody else; whether that answers it cannot be told. */
  readonly wants: readonly ThreadLine[];
  /** Decided, moved, cancelled or set anew, in mails after the first. */
  readonly changed: readonly ThreadLine[];
  /** Asked, with nothing by anybody else since. */
  readonly open: readonly ThreadLine[];
}
