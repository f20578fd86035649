import {
  MAX_ORIGINAL_LENGTH,
  MAX_PICTURE_BYTES,
  MAX_PICTURES_BYTES,
  type EnclosedPicture,
} from '../contracts/original-mail';
import type { History } from '../history/history';
import { toBase64 } from '../platform/base64';
import { pictureType } from '../platform/picture-type';

/** The HTML of a mail as it came. Hostile: to be shown only where `src/ui/original-mail` has made it harmless. */
export interface OriginalMail {
  readonly html: string;
  /** Whether the end was left out because the mail is too long. */
  readonly shortened: boolean;
  /** The pictures that the mail brings itself, each by its Content-ID and written out as `data:`, under the type that its bytes have. */
  readonly pictures: ReadonlyMap<string, string>;
}

/**
 * Null when the mail has no HTML, or was imported by a version of the app that kept none. The bounds hold here once more: the row may have
 * come in a workspace file, which anyone can have written, and every mail that is opened asks for it.
 */
export async function readOriginal(history: History, id: string): Promise<OriginalMail | null> {
  const row = await history.originals.get(id);
  const unpacked = row && (await unpack(row.gzip));
  if (!unpacked) return null;
  return {
    html: unpacked.html,
    shortened: row.shortened || unpacked.shortened,
    pictures: writeOut(row.pictures ?? []),
  };
}

/** As much of it as is kept of any mail, for a few bytes may stand for a GB; null when it is nothing that was packed. */
async function unpack(
  gzip: Uint8Array<ArrayBuffer>,
): Promise<{ readonly html: string; readonly shortened: boolean } | null> {
  const reader = new Blob([gzip]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const text = new TextDecoder();
  let html = '';
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      html += text.decode(step.value, { stream: true });
      if (html.length > MAX_ORIGINAL_LENGTH)
        return { html: html.slice(0, MAX_ORIGINAL_LENGTH), shortened: true };
    }
    return { html: html + text.decode(), shortened: false };
  } catch {
    return null;
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

function writeOut(pictures: readonly EnclosedPicture[]): Map<string, string> {
  const written = new Map<string, string>();
  let room = MAX_PICTURES_BYTES;
  for (const { contentId, bytes } of pictures) {
    const type = bytes.length > Math.min(MAX_PICTURE_BYTES, room) ? null : pictureType(bytes);
    if (type === null) continue;
    room -= bytes.length;
    written.set(contentId, `data:${type};base64,${toBase64(bytes)}`);
  }
  return written;
}
