import { createSHA256 } from 'hash-wasm';
import type { AttachmentInfo, MailboxRole, Message } from '../../contracts/message';
import type { ImportedMessage } from '../../contracts/original-mail';
import { describeCalendar } from './calendar';
import { keepOriginal, type Original } from './html/keep-original';
import { keepPictures } from './html/keep-pictures';
import { readMessageHeader, type MessageHeader } from './message-header';
import { messageWarnings } from './message-warnings';
import { attachmentInfo } from './mime/attachment-info';
import { BodyReader, isBodyPart, type BodyText } from './mime/body-text';
import { decodeTextPart } from './mime/decode-text';
import { readMimeTree } from './mime/mime-tree';
import type { MimePart, MimeTree } from './mime/mime-part';
import { isForwardSubject, segmentText } from './segments';
import { cleanText } from './text/clean-text';
import { shortenText } from './text/shorten-text';
import type { ThreadIndex } from './thread-index';

export interface ParseContext {
  readonly role: MailboxRole;
  readonly threads: ThreadIndex;
  /** Bytes of the mail that were left out because it is too large. */
  readonly omittedBytes: number;
  /** Whether the attachments are not in the file that the mail came from. */
  readonly keptElsewhere?: boolean;
}

export interface ParsedMessage {
  readonly message: ImportedMessage;
  /** Whether the mail ends before its structure does: the sign of a file that was cut off. */
  readonly unfinished: boolean;
}

export interface ReadMessage {
  readonly message: Message;
  /** What is to be kept of the mail as it came; null when nothing is. */
  readonly original: Original | null;
  /** As in `ParsedMessage`. */
  readonly unfinished: boolean;
}

/** As `readMessage`, with the original in the form in which it is kept. */
export async function parseMessage(bytes: Uint8Array, context: ParseContext): Promise<ParsedMessage> {
  const { message, original, unfinished } = await readMessage(bytes, context);
  return {
    message: original ? { ...message, original: await keepOriginal(original) } : message,
    unfinished,
  };
}

/** One mail from its bytes. Whatever is broken in it becomes a warning; this never rejects because of the bytes. */
export async function readMessage(bytes: Uint8Array, context: ParseContext): Promise<ReadMessage> {
  const tree = readMimeTree(bytes);
  const parts = tree.items.filter((item): item is MimePart => !('embedded' in item));
  const [header, body, attachments] = await Promise.all([
    readMessageHeader(tree.header),
    new BodyReader().read(tree.items),
    listAttachments(parts),
  ]);
  const whole = body.text || describeCalendars(parts);
  const { text, omittedWords } = shortenText(whole);

  const id = await messageKey(header, text);
  const messageId = header.messageId ?? `<${id.slice(0, 32)}@no-message-id.invalid>`;
  const { inReplyTo, references, subject, from, to, cc } = header;
  const participants = [...(from ? [from] : []), ...to, ...cc];
  const message: Message = {
    id,
    messageId,
    threadId: context.threads.threadIdFor({ messageId, inReplyTo, references, subject, participants }),
    role: context.role,
    subject,
    from,
    to,
    cc,
    replyTo: header.replyTo,
    date: header.date,
    dateHeader: header.dateHeader,
    inReplyTo,
    references,
    headers: header.kept,
    text,
    segments: segmentText(text, { senderName: from?.name ?? '', isForward: isForwardSubject(subject) }),
    textSource: text === '' ? 'none' : body.source === 'none' ? 'plain' : body.source,
    attachments,
    warnings: messageWarnings({
      header,
      body,
      text,
      attachments,
      problems: problemsOf(tree, body),
      omittedWords,
      ...context,
    }),
  };
  // Sent mail is the user's own, and never shown.
  const html = context.role === 'inbox' ? body.html : '';
  const original = html ? { html, pictures: keepPictures(html, parts) } : null;
  return { message, original, unfinished: tree.unfinished || body.truncated };
}

function problemsOf(tree: MimeTree, body: BodyText): string[] {
  return body.truncated ? [...tree.problems, 'its encoded text ends in the middle'] : [...tree.problems];
}

function describeCalendars(parts: readonly MimePart[]): string {
  const calendars = parts.filter((part) => part.type.value === 'text/calendar');
  const described = calendars.slice(0, 3).map((part) => describeCalendar(decodeTextPart(part).text));
  return cleanText(described.filter(Boolean).join('\n\n'));
}

const MAX_ATTACHMENTS = 200;

/** The parts that `Message.attachments` lists, in its order. */
export function attachmentParts(parts: readonly MimePart[]): MimePart[] {
  return parts.filter((part) => !isBodyPart(part) && !part.inReport).slice(0, MAX_ATTACHMENTS);
}

async function listAttachments(parts: readonly MimePart[]): Promise<AttachmentInfo[]> {
  return Promise.all(attachmentParts(parts).map(attachmentInfo));
}

/** On this thread: WebCrypto, which hashes large data faster, takes longer to be asked than such short ones take to hash. */
let making: ReturnType<typeof createSHA256> | null = null;
const hasher = (): ReturnType<typeof createSHA256> => (making ??= createSHA256());

async function messageKey(header: MessageHeader, text: string): Promise<string> {
  const key = JSON.stringify([header.messageId, header.dateHeader, header.from, header.subject, text]);
  return (await hasher()).init().update(key).digest('hex');
}
