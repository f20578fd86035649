import { MAX_PICTURE_BYTES, type EnclosedPicture } from '../contracts/original-mail';
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

/** Null when the mail has no HTML, or was imported by a version of the app that kept none. */
export async function readOriginal(history: History, id: string): Promise<OriginalMail | null> {
  const row = await history.originals.get(id);
  if (!row) return null;
  const unpacked = new Blob([row.gzip]).stream().pipeThrough(new DecompressionStream('gzip'));
  return {
    html: await new Response(unpacked).text(),
    shortened: row.shortened,
    pictures: new Map((row.pictures ?? []).flatMap(writeOut)),
  };
}

/** Looked at here once more: the row may have come in a workspace file, which anyone can have written. */
function writeOut({ contentId, bytes }: EnclosedPicture): [string, string][] {
  const type = bytes.length > MAX_PICTURE_BYTES ? null : pictureType(bytes);
  return type === null ? [] : [[contentId, `data:${type};base64,${toBase64(bytes)}`]];
}
