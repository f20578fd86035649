import { addressParser, decodeWords } from 'postal-mime';
import type { Address } from 'postal-mime';
import { KEPT_HEADERS, type MailAddress } from '../../contracts/message';
import { parseMailDate } from './date';
import type { HeaderBlock } from './mime/header-block';
import { removeInvisible } from './text/invisible-characters';

/** What the header of a mail says, decoded. */
export interface MessageHeader {
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly subject: string;
  readonly from: MailAddress | null;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly replyTo: MailAddress | null;
  readonly date: string | null;
  readonly dateHeader: string;
  readonly kept: Readonly<Record<string, string>>;
}

/** Long threads name hundreds of ancestors; the root and the nearest ones join them all the same. */
const MAX_REFERENCES = 100;
const MAX_ADDRESSES = 2_000;

export function readMessageHeader(block: HeaderBlock): MessageHeader {
  const field = (name: string): string => decodeWords(block.fields.get(name) ?? '');
  const addresses = (name: string): Address[] =>
    fieldsOf(block, name).flatMap((value) => addressParser(value));
  const dateHeader = block.fields.get('date') ?? '';
  const messageId = field('message-id');
  const references = messageIds(field('references'));
  return {
    messageId: messageIds(messageId)[0] ?? bareMessageId(messageId),
    inReplyTo: messageIds(field('in-reply-to'))[0] ?? null,
    references:
      references.length > MAX_REFERENCES
        ? [...references.slice(0, 1), ...references.slice(1 - MAX_REFERENCES)]
        : references,
    subject: oneLine(field('subject')),
    from: mailboxes(addressParser(block.fields.get('from') ?? '').slice(0, 1))[0] ?? null,
    to: mailboxes(addresses('to')),
    cc: mailboxes(addresses('cc')),
    replyTo: mailboxes(addresses('reply-to'))[0] ?? null,
    date: parseMailDate(dateHeader),
    dateHeader: oneLine(dateHeader),
    kept: keptHeaders(block),
  };
}

/** All values of a field that may stand several times. */
function fieldsOf({ lines }: HeaderBlock, name: string): string[] {
  return lines.flatMap((line) => {
    const colon = line.indexOf(':');
    return line.slice(0, colon).trim().toLowerCase() === name ? line.slice(colon + 1).trim() : [];
  });
}

function mailboxes(addresses: readonly Address[]): MailAddress[] {
  return addresses
    .flatMap((address) => address.group ?? [address])
    .slice(0, MAX_ADDRESSES)
    .map(({ name, address }) => ({ name: oneLine(name), address: oneLine(address ?? '').toLowerCase() }))
    .filter(({ name, address }) => name !== '' || address !== '');
}

function messageIds(field: string): string[] {
  return [...new Set(field.match(/<[^<>\s]{1,500}>/g) ?? [])];
}

function bareMessageId(field: string): string | null {
  const id = field.replace(/[<>\s]/g, '').slice(0, 500);
  return id ? `<${id}>` : null;
}

function keptHeaders({ lines }: HeaderBlock): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!(KEPT_HEADERS as readonly string[]).includes(name)) continue;
    const value = oneLine(decodeWords(line.slice(colon + 1))).slice(0, 4_000);
    kept[name] = name in kept ? `${kept[name]}\n${value}` : value;
  }
  return kept;
}

/** One line without control or invisible characters, and no half characters where a long field was cut. */
function oneLine(text: string): string {
  return removeInvisible(text)
    .text.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim();
}
