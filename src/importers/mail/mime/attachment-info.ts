import PostalMime, { decodeWords } from 'postal-mime';
import type { AttachmentInfo } from '../../../contracts/message';
import { base64Length } from './decode-text';
import type { MimePart } from './mime-part';
import { parseStructuredField } from './structured-field';

/** What is shown of an attachment. Its bytes are measured, never decoded or kept. */
export async function attachmentInfo(part: MimePart): Promise<AttachmentInfo> {
  return { name: await fileName(part), mediaType: part.type.value, bytes: decodedLength(part) };
}

async function fileName(part: MimePart): Promise<string> {
  const name = await decodedName(part);
  return name?.replace(/^.*[\\/]/s, '').slice(0, 255) || defaultName(part.type.value);
}

/** Names in several pieces or character sets (RFC 2231) are left to postal-mime, which takes longer. */
async function decodedName(part: MimePart): Promise<string | null> {
  const { fields } = part.header;
  const disposition = parseStructuredField(fields.get('content-disposition'), '').params;
  const stated = disposition.get('filename') || part.type.params.get('name');
  const isPieced = [...disposition.keys(), ...part.type.params.keys()].some((key) => key.includes('*'));
  return isPieced ? piecedName(part) : stated ? decodeWords(stated) : null;
}

async function piecedName(part: MimePart): Promise<string | null> {
  const contentLines = part.header.lines.filter((line) => /^content-(?:type|disposition)\s*:/i.test(line));
  const parsed = await PostalMime.parse(
    [
      ...contentLines.map((line) =>
        line.replace(/^content-disposition\s*:\s*inline/i, 'Content-Disposition: attachment'),
      ),
      '',
      'x',
    ].join('\n'),
  );
  return parsed.attachments[0]?.filename ?? (part.type.params.get('name') || null);
}

function defaultName(mediaType: string): string {
  if (mediaType === 'message/rfc822') return 'message.eml';
  if (mediaType === 'text/calendar') return 'invitation.ics';
  return 'attachment';
}

/** Bytes of the part's content once it is decoded. */
export function decodedLength(part: MimePart): number {
  if (part.encoding !== 'base64') return part.body.length;
  let padding = 0;
  for (let at = part.body.length - 1; at >= 0 && padding < 3; at -= 1) {
    const byte = part.body[at] ?? 0;
    if (byte === 0x3d) padding += 1;
    else if (byte > 0x20) break;
  }
  return Math.max(0, Math.floor((base64Length(part.body) * 3) / 4) - padding);
}
