import type { Message } from './message';

/** Code units of the HTML that are kept of one mail. Newsletters have about a hundred thousand; what is longer is mostly pictures written as text. */
export const MAX_ORIGINAL_LENGTH = 512 * 1024;

/** Bytes of one picture that is kept, and of all of one mail. Logos and screenshots are smaller as a rule; photographs would fill the disk. */
export const MAX_PICTURE_BYTES = 256 * 1024;
export const MAX_PICTURES_BYTES = 1024 * 1024;

/** A picture that a mail brings itself and that its HTML shows by `cid:` (RFC 2392). */
export interface EnclosedPicture {
  /** The part's Content-ID without its angle brackets. */
  readonly contentId: string;
  /** As they came; nobody has looked into them. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The Content-ID that an address in a mail's HTML names; null where it names something else. */
export function contentIdOf(address: string): string | null {
  const written = /^\s*cid:([^\s]+)\s*$/i.exec(address)?.[1];
  if (written === undefined) return null;
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/** The HTML of a mail as it came, compressed. It is hostile until `src/ui/original-mail` has made it harmless, and is shown nowhere else. */
export interface OriginalHtml {
  /** The HTML as UTF-8, by gzip. */
  readonly gzip: Uint8Array<ArrayBuffer>;
  /** Whether the end was left out because the mail is too long. */
  readonly shortened: boolean;
  /** Absent where there are none, and in what earlier versions stored. */
  readonly pictures?: readonly EnclosedPicture[];
}

/** A mail as the importer hands it over. The HTML is kept apart from the mail, which is read far more often. */
export interface ImportedMessage extends Message {
  /** Absent when the mail has no HTML, and for Sent mail. */
  readonly original?: OriginalHtml;
}

export interface OriginalRow extends OriginalHtml {
  /** `Message.id`. */
  readonly id: string;
}
