import type { VoiceProfile } from '../../contracts/briefing';
import type { RunOptions } from '../../contracts/capabilities';
import type { Observable } from '../../contracts/observable';
import type {
  CheckedText,
  CompletionChoice,
  DiffPart,
  DraftLength,
  DraftVariant,
  DraftVersion,
  Rewrite,
  RewriteWish,
  SampleReply,
  Tone,
  VoiceEdits,
  VoiceField,
} from '../../contracts/voice';

export interface VoiceView {
  /** What Sent mail shows; null where there is too little of it. */
  readonly learnt: VoiceProfile | null;
  /** What the user set otherwise. */
  readonly edits: VoiceEdits;
  /** What drafts are written with. */
  readonly current: VoiceProfile | null;
  /** Sentences that the user wrote in more than one mail, the most frequent first. */
  readonly phrases: readonly string[];
}

/** A stretch of a text in UTF-16 code units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** What can be done to a draft in its language: the phrases and rules are not there for all. */
export interface DraftToolChoice {
  readonly tone: boolean;
  readonly length: boolean;
  readonly rewrite: boolean;
}

export interface DraftCompleter {
  /** What may follow the text before the caret, from the user's own phrases; empty for nothing. Instant. */
  complete(before: string): string;
  /** The same from the language model, where it is quick enough here; empty else. Rejects with `cancelled`. */
  completeByModel(before: string, options: RunOptions): Promise<string>;
}

/** How the user writes, and what is done to a draft besides writing it. Methods reject with a `DesksideError`. */
export interface VoiceApi {
  look(): Promise<VoiceView>;
  /** Sets these fields; new drafts are written with them. */
  edit(change: VoiceEdits): Promise<VoiceView>;
  /** Takes the user's word on these fields back, or on all. */
  reset(fields?: readonly VoiceField[]): Promise<VoiceView>;
  /** Replies that the user sent to mail like this one, the most similar first. */
  similarReplies(messageId: string, options: RunOptions): Promise<readonly SampleReply[]>;

  /** The draft in other tones and lengths, each checked; none that is the same as `text`. */
  variants(messageId: string, text: string): Promise<readonly DraftVariant[]>;
  restyle(
    messageId: string,
    text: string,
    style: { readonly tone: Tone; readonly length: DraftLength },
  ): Promise<CheckedText>;
  /** Rewrites a part of the draft, by the model where there is one and its version says the same, else by rules; null when neither changes anything. */
  rewrite(
    messageId: string,
    text: string,
    part: TextRange,
    wish: RewriteWish,
    options: RunOptions,
  ): Promise<Rewrite | null>;
  /** The draft with a line on a point that was only suggested; its answer must be stored. Null when the mail has no such point. */
  takeUp(messageId: string, text: string, askId: string): Promise<string | null>;
  /** Which of these have an effect on drafts in the language of the mail. */
  toolsFor(messageId: string): Promise<DraftToolChoice>;
  subjects(messageId: string, text: string): Promise<readonly string[]>;
  setSubject(messageId: string, subject: string): Promise<void>;

  /** Earlier texts of the draft, the latest first. */
  versions(messageId: string): Promise<readonly DraftVersion[]>;
  /** Keeps a text that is about to be replaced. `before` says by what: "Made warmer". */
  keepVersion(messageId: string, text: string, before: string): Promise<void>;
  /** The words that differ. */
  compare(before: string, after: string): Promise<readonly DiffPart[]>;

  completer(messageId: string): Promise<DraftCompleter>;
  readonly completion: Observable<CompletionChoice>;
  setCompletion(enabled: boolean): Promise<void>;
  /** Tries the language model a few times; what it took decides whether it completes. Rejects with `request-unsupported` when there is none. */
  tryModelCompletion(options: RunOptions): Promise<CompletionChoice>;
}

/** A model that takes longer to begin than this, in milliseconds, is no help while typing. */
export const MOST_COMPLETION_MS = 150;
