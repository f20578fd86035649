import type { DeskDocument } from '../../../contracts/document';
import type { Message } from '../../../contracts/message';

/** A stretch of a document in the shape of a mail, so that its sentences are chosen by the same rules. Offsets into it begin at `start`. */
export function asMessage(
  { id, title, text: whole }: Pick<DeskDocument, 'id' | 'title' | 'text'>,
  start: number,
  end: number,
): Message {
  const text = whole.slice(start, end);
  return {
    id,
    messageId: id,
    threadId: id,
    role: 'inbox',
    subject: title,
    from: null,
    to: [],
    cc: [],
    replyTo: null,
    date: null,
    dateHeader: '',
    inReplyTo: null,
    references: [],
    headers: {},
    text,
    segments: [{ kind: 'body', start: 0, end: text.length }],
    textSource: 'plain',
    attachments: [],
    warnings: [],
  };
}
