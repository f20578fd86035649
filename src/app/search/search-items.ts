import type { DeskDocument } from '../../contracts/document';
import type { MailAddress, Message, SegmentKind } from '../../contracts/message';
import type { SearchItem } from '../../contracts/search';
import { MAIL_ITEM, mailItemId } from '../../history/mail-row-ids';
import { MAX_ANALYSED_CHARS } from '../../tasks/text/body';

const DOCUMENT = 'document:';

export { mailItemId };
export const documentItemId = (documentId: string): string => DOCUMENT + documentId;

/** `Message.id` or `DeskDocument.id` of an item. */
export const storedId = (itemId: string): string => itemId.slice(itemId.indexOf(':') + 1);
export const isMailItem = (itemId: string): boolean => itemId.startsWith(MAIL_ITEM);

/** Quoted text is another mail's, and footers are alike in thousands; a signature may hold the number that one looks for. */
const SEARCHED: ReadonlySet<SegmentKind> = new Set(['body', 'signature']);

export function mailItem(message: Message): SearchItem {
  const own = message.segments.filter(({ kind }) => SEARCHED.has(kind));
  const segments = own.some(({ kind }) => kind === 'body') ? own : message.segments;
  return {
    id: mailItemId(message.id),
    title: message.subject,
    text: message.text,
    ranges: withinLimit(segments),
    facts: {
      source: 'mail',
      threadId: message.threadId,
      sent: message.role === 'sent',
      from: message.from ? nameOf(message.from) : '',
      to: [...message.to, ...message.cc].map(nameOf).join(', '),
      cc: message.cc.map(nameOf).join(', '),
      date: message.date,
      hasAttachment: message.attachments.length > 0,
    },
  };
}

export function documentItem(document: DeskDocument): SearchItem {
  const id = documentItemId(document.id);
  return {
    id,
    title: document.title,
    text: document.text,
    ranges: [{ start: 0, end: document.text.length }],
    facts: {
      source: 'document',
      threadId: id,
      sent: false,
      from: document.path,
      to: '',
      cc: '',
      date: document.importedAt,
      hasAttachment: false,
    },
  };
}

/** Segments that follow one another are one stretch: a signature by itself would be found for what the subject says. */
function withinLimit(
  segments: readonly { readonly start: number; readonly end: number }[],
): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  let left = MAX_ANALYSED_CHARS;
  for (const { start, end } of segments) {
    if (left <= 0) break;
    const range = { start, end: Math.min(end, start + left) };
    const before = ranges.at(-1);
    if (before?.end === start) before.end = range.end;
    else ranges.push(range);
    left -= end - start;
  }
  return ranges;
}

const nameOf = ({ name, address }: MailAddress): string => (name ? `${name} <${address}>` : address);
