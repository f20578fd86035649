import PostalMime from 'postal-mime';
import type { AttachmentInfo } from '../../../contracts/message';
import { base64Length } from './decode-text';
import type { MimePart } from './mime-part';

/** What is shown of an attachment. Its bytes are measured, never decoded or kept. */
export async function attachmentInfo(part: MimePart): Promise<AttachmentInfo> {
  return { name: await fileName(part), mediaType: part.type.value, bytes: decodedLength(part) };
}

/** The file name with RFC 2231 and encoded words decoded, which postal-mime does from the header alone. */
async function fileName(part: MimePart): Promise<string> {
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
  const name = parsed.attachments[0]?.filename ?? (part.type.params.get('name') || null);
  return name?.replace(/^.*[\\/]/s, '').slice(0, 255) || defaultName(part.type.value);
}

function defaultName(mediaType: string): string {
  if (mediaType === 'message/rfc822') return 'message.eml';
  if (mediaType === 'text/calendar') return 'invitation.ics';
  return 'attachment';
}

function decodedLength(part: MimePart): number {
  if (part.encoding !== 'base64') return part.body.length;
  let padding = 0;
  for (let at = part.body.length - 1; at >= 0 && padding < 3; at -= 1) {
    const byte = part.body[at] ?? 0;
    if (byte === 0x3d) padding += 1;
    else if (byte > 0x20) break;
  }
  return Math.max(0, Math.floor((base64Length(part.body) * 3) / 4) - padding);
}
