import type { Message } from './message';

/** The HTML of a mail as it came, compressed. It is hostile until `src/ui/original-mail` has made it harmless, and is shown nowhere else. */
export interface OriginalHtml {
  /** The HTML as UTF-8, by gzip. */
  readonly gzip: Uint8Array<ArrayBuffer>;
  /** Whether the end was left out because the mail is too long. */
  readonly shortened: boolean;
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
