import {
  contentIdOf,
  MAX_PICTURE_BYTES,
  MAX_PICTURES_BYTES,
  type EnclosedPicture,
} from '../../../contracts/original-mail';
import { pictureType } from '../../../platform/picture-type';
import { decodedLength } from '../mime/attachment-info';
import { decodeTransfer } from '../mime/decode-transfer';
import type { MimePart } from '../mime/mime-part';

/** An address ends where the attribute does. */
const ADDRESSES = /\bcid:[^\s"'<>]+/gi;

/** The pictures among these parts that the HTML shows, as many as there is room for, in the order in which they came. */
export function keepPictures(html: string, parts: readonly MimePart[]): EnclosedPicture[] {
  const wanted = new Set<string | null>();
  for (const [address] of html.matchAll(ADDRESSES)) wanted.add(contentIdOf(address.replaceAll('&amp;', '&')));
  if (wanted.size === 0) return [];
  const pictures: EnclosedPicture[] = [];
  let room = MAX_PICTURES_BYTES;
  for (const part of parts) {
    const contentId = contentIdIn(part.header.fields.get('content-id') ?? '');
    if (!wanted.has(contentId) || decodedLength(part) > Math.min(MAX_PICTURE_BYTES, room)) continue;
    const bytes = new Uint8Array(decodeTransfer(part.body, part.encoding));
    if (pictureType(bytes) === null) continue;
    wanted.delete(contentId);
    room -= bytes.length;
    pictures.push({ contentId, bytes });
  }
  return pictures;
}

/** Some senders leave the angle brackets out. */
function contentIdIn(field: string): string {
  return (/<([^>]+)>/.exec(field)?.[1] ?? field).trim();
}
