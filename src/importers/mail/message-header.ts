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
  /** Of all fields of this name. */
  const addresses = (name: string): Address[] =>
    block.all.flatMap((each) => (each.name === name ? addressParser(each.value) : []));
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

const KEPT: ReadonlySet<string> = new Set(KEPT_HEADERS);

function keptHeaders({ all }: HeaderBlock): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const { name, value: written } of all) {
    if (!KEPT.has(name)) continue;
    const value = oneLine(decodeWords(written)).slice(0, 4_000);
    kept[name] = name in kept ? `${kept[name]}\n${value}` : value;
  }
  return kept;
}

/** Words with one space between each two, as nearly all fields have them. */
const PLAIN_LINE = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/** One line without control or invisible characters, and no half characters where a long field was cut. */
function oneLine(text: string): string {
  if (PLAIN_LINE.test(text)) return text;
  return removeInvisible(text)
    .text.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim();
}
