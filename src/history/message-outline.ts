import type { MailboxRole, Message } from '../contracts/message';
import { withoutHalfCharacter } from '../platform/text/without-half-character';

/** A mail without its text: what a list of many thousand needs. */
export interface MessageOutline {
  /** `Message.id`. */
  readonly id: string;
  readonly messageId: string;
  readonly threadId: string;
  readonly role: MailboxRole;
  /** `Message.folder`. */
  readonly folder?: string;
  readonly senderName: string;
  readonly senderAddress: string;
  readonly subject: string;
  /** ISO 8601 in UTC, or null. */
  readonly date: string | null;
  /** The start of what the sender wrote, on one line. */
  readonly snippet: string;
  readonly warningCount: number;
  readonly attachmentCount: number;
  /** When it was imported, as `Date.toISOString` writes it; absent in what earlier versions stored. */
  readonly addedAt?: string;
}

/** UTF-16 code units; more than a line of the list shows on a wide screen. */
const SNIPPET_LENGTH = 160;

export function outlineOf(message: Message): MessageOutline {
  return {
    id: message.id,
    messageId: message.messageId,
    threadId: message.threadId,
    role: message.role,
    ...(message.folder === undefined ? {} : { folder: message.folder }),
    senderName: message.from?.name ?? '',
    senderAddress: message.from?.address ?? '',
    subject: message.subject,
    date: message.date,
    snippet: snippetOf(message),
    warningCount: message.warnings.length,
    attachmentCount: message.attachments.length,
  };
}

function snippetOf({ text, segments }: Message): string {
  let snippet = '';
  for (const { kind, start, end } of segments) {
    if (kind !== 'body') continue;
    // Twice the length leaves room for the whitespace that goes, without walking through a mail of half a million words.
    snippet += ` ${text.slice(start, Math.min(end, start + 2 * SNIPPET_LENGTH))}`;
    if (snippet.length >= 2 * SNIPPET_LENGTH) break;
  }
  return withoutHalfCharacter(snippet.replace(/\s+/g, ' ').trim().slice(0, SNIPPET_LENGTH));
}

type Dated = Pick<MessageOutline, 'id' | 'date'>;

/** Newest first; mails without a date last. */
export function compareOutlines(a: Dated, b: Dated): number {
  if (a.date === b.date) return a.id < b.id ? -1 : 1;
  if (a.date === null) return 1;
  if (b.date === null) return -1;
  return a.date < b.date ? 1 : -1;
}
