import { readHeaderBlock } from '../../importers/mail/mime/header-block';
import { parseMailDate } from '../../importers/mail/date';

/** Deleted by the user, and still in the file until the folder is compacted: nsMsgMessageFlags::Expunged. */
const EXPUNGED = 0x0008;
/** What Thunderbird puts before the header that came with the mail; a field of that name further down is the sender's. */
const THUNDERBIRD_FIELD = /^(?:x-mozilla-|x-account-key:|x-uidl:)/iu;

/**
 * When a mail came, milliseconds since 1970: the later of what the server that took it last and its sender say. Null when neither does.
 * The later, because a mail too many costs little and one too few is lost.
 */
export function arrivalTime(bytes: Uint8Array): number | null {
  const { fields } = readHeaderBlock(bytes, 0);
  const received = fields.get('received') ?? '';
  const stated = [received.slice(received.lastIndexOf(';') + 1), fields.get('date') ?? ''];
  const times = stated.flatMap((text) => parseMailDate(text) ?? []).map((iso) => Date.parse(iso));
  return times.length > 0 ? Math.max(...times) : null;
}

/** Whether Thunderbird has marked the mail as deleted. */
export function isExpunged(bytes: Uint8Array): boolean {
  for (const line of readHeaderBlock(bytes, 0).lines) {
    if (!THUNDERBIRD_FIELD.test(line)) return false;
    const status = /^x-mozilla-status:\s*([0-9a-f]{4})/iu.exec(line)?.[1];
    if (status !== undefined) return (Number.parseInt(status, 16) & EXPUNGED) !== 0;
  }
  return false;
}
