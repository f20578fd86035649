/** Mail as every part of Deskside sees it, after import. */

export interface MailAddress {
  /** Display name, decoded; empty when there is none. */
  readonly name: string;
  /** Lower-cased address; empty when the header held none. */
  readonly address: string;
}

/** What a stretch of the text is. Only `body` is what the sender wrote for this mail. */
export type SegmentKind = 'body' | 'quote' | 'signature' | 'footer';

/** A stretch of `Message.text`; offsets in UTF-16 code units, end exclusive. Segments are in order, do not overlap, and cover the text. */
export interface TextSegment {
  readonly kind: SegmentKind;
  readonly start: number;
  readonly end: number;
}

export interface AttachmentInfo {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}

export const MESSAGE_WARNING_CODES = [
  'broken-mime',
  'charset-unknown',
  'hidden-text-removed',
  'instructions-to-assistant',
  'missing-date',
  'missing-sender',
  'no-text',
  'text-shortened',
] as const;
export type MessageWarningCode = (typeof MESSAGE_WARNING_CODES)[number];

export interface MessageWarning {
  readonly code: MessageWarningCode;
  readonly message: string;
  /** What was left out of the text, for whoever wants to look at it. */
  readonly removed?: string;
}

/** Which folder of the user's mail it came from. `sent` mail teaches the user's voice and is never triaged. */
export type MailboxRole = 'inbox' | 'sent';

export interface Message {
  /** Key in the store: SHA-256 (hex) over Message-ID, date, sender, subject and text, so importing twice adds nothing. */
  readonly id: string;
  /** The Message-ID header with its angle brackets; made from `id` when the mail has none. */
  readonly messageId: string;
  /** Key of the thread, shared by all mails joined through References and In-Reply-To. */
  readonly threadId: string;
  readonly role: MailboxRole;
  /** Name of the mailbox or folder that it was imported from first, with `/` between folders; absent where nothing tells, and in what earlier versions stored. */
  readonly folder?: string;
  readonly subject: string;
  readonly from: MailAddress | null;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly replyTo: MailAddress | null;
  /** When it was sent, ISO 8601 in UTC; null when the header is missing or unreadable. */
  readonly date: string | null;
  /** The Date header as written, for showing and for checking dates against. */
  readonly dateHeader: string;
  readonly inReplyTo: string | null;
  /** Message-IDs, oldest first. */
  readonly references: readonly string[];
  /** Other headers that triage looks at, by lower-case name (see `KEPT_HEADERS`), decoded, repeated ones joined by newlines. */
  readonly headers: Readonly<Record<string, string>>;
  /** The decoded body as the app shows it: plain text, `\n` line ends, format=flowed unwrapped. Evidence offsets point into it. */
  readonly text: string;
  readonly segments: readonly TextSegment[];
  readonly textSource: 'plain' | 'html' | 'none';
  readonly attachments: readonly AttachmentInfo[];
  readonly warnings: readonly MessageWarning[];
}

/** The headers besides the addressing ones that importers keep. */
export const KEPT_HEADERS = [
  'auto-submitted',
  'content-type',
  'feedback-id',
  'importance',
  'list-id',
  'list-post',
  'list-unsubscribe',
  'precedence',
  'priority',
  'return-path',
  'sender',
  'x-auto-response-suppress',
  'x-mailer',
  'x-priority',
  'x-spam-flag',
  'x-spam-status',
  'authentication-results',
] as const;
