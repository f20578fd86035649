import PostalMime, { decodeWords } from 'postal-mime';
import type { Address } from 'postal-mime';
import { KEPT_HEADERS, type MailAddress } from '../../contracts/message';
import { parseMailDate } from './date';
import type { HeaderBlock } from './mime/header-block';

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

export async function readMessageHeader(block: HeaderBlock): Promise<MessageHeader> {
  // Only the fields that are read: a declared multipart would make the parser look for parts.
  const lines = block.lines.filter((line) => !/^content-/i.test(line));
  const parsed = await PostalMime.parse(`${lines.join('\n')}\n\n`);
  const dateHeader = block.fields.get('date') ?? '';
  const references = messageIds(parsed.references ?? '');
  return {
    messageId: messageIds(parsed.messageId ?? '')[0] ?? bareMessageId(parsed.messageId),
    inReplyTo: messageIds(parsed.inReplyTo ?? '')[0] ?? null,
    references:
      references.length > MAX_REFERENCES
        ? [...references.slice(0, 1), ...references.slice(1 - MAX_REFERENCES)]
        : references,
    subject: oneLine(parsed.subject ?? ''),
    from: mailboxes(parsed.from ? [parsed.from] : [])[0] ?? null,
    to: mailboxes(parsed.to ?? []),
    cc: mailboxes(parsed.cc ?? []),
    replyTo: mailboxes(parsed.replyTo ?? [])[0] ?? null,
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

function bareMessageId(field: string | undefined): string | null {
  const id = field?.replace(/[<>\s]/g, '').slice(0, 500);
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
  return text.replace(/[\p{Cc}\p{Cs}\u200b\u202a-\u202e\u2060-\u2069\ufeff\s]+/gu, ' ').trim();
}
