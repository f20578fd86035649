import type { UnsupportedFact, VoiceProfile, VoiceStyle } from './briefing';

/** The `VoiceRow` that holds what the user changed. */
export const VOICE_EDITS_ID = 'edits';

/** What was learnt of how the user writes, with what the user changed of it; also the earlier texts of drafts. */
export interface VoiceRow {
  readonly id: string;
  /** Checked on each read: an older or newer version of the app may have written it. */
  readonly value: unknown;
}

/** What the user set otherwise than it was learnt. */
export type VoiceEdits = Partial<Pick<VoiceProfile, 'greeting' | 'signOff' | 'signName'> & VoiceStyle>;
export type VoiceField = keyof VoiceEdits;

/** A reply that the user sent, without greeting and sign-off. */
export interface SampleReply {
  /** `Message.id` of the sent mail. */
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  /** Cosine similarity to what it was looked up for, −1 to 1; null where no model embedded it. */
  readonly similarity: number | null;
}

export const TONES = ['warmer', 'plain', 'formal'] as const;
export type Tone = (typeof TONES)[number];
export const DRAFT_LENGTHS = ['shorter', 'as-is', 'longer'] as const;
export type DraftLength = (typeof DRAFT_LENGTHS)[number];

/** A text for a draft with what in it the mail does not support. */
export interface CheckedText {
  readonly text: string;
  readonly unsupported: readonly UnsupportedFact[];
}

export interface DraftVariant extends CheckedText {
  readonly tone: Tone;
  readonly length: DraftLength;
}

/** What a rewrite of a part of the draft is to do. */
export const REWRITE_WISHES = ['shorter', 'softer', 'firmer'] as const;
export type RewriteWish = (typeof REWRITE_WISHES)[number];

export interface Rewrite extends CheckedText {
  /** `text` is the whole draft; this is where the new part stands in it. */
  readonly start: number;
  readonly end: number;
  readonly by: 'model' | 'rules';
}

/** An earlier text of a draft. */
export interface DraftVersion {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  /** What came after it, in words: "Made warmer". */
  readonly before: string;
  readonly text: string;
}

export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** How text is completed while the user types. */
export interface CompletionChoice {
  readonly enabled: boolean;
  /** What the language model took to begin, in milliseconds, median of the trials; null before it was tried. */
  readonly modelMs: number | null;
  readonly modelId: string | null;
}
