/** What a `SourceItem.ref` of a folder says. Paths are below the folder, with `/`. */
export type ItemRef =
  /** A stretch of an mbox, in bytes, and the fingerprint of its ends. */
  | {
      readonly kind: 'mbox';
      readonly path: string;
      readonly label: string;
      readonly start: number;
      readonly end: number;
      readonly ends: string;
    }
  /** A file with one mail; `key` finds it again in a Maildir when its flags have changed. */
  | { readonly kind: 'mail'; readonly path: string; readonly label: string; readonly key: string | null }
  /** A mailbox or a mail in an archive; `since` in ISO 8601. */
  | {
      readonly kind: 'entry';
      readonly path: string;
      readonly label: string;
      readonly entry: string;
      readonly since: string;
    }
  /** A file that could not be read, so that the importer says why. */
  | { readonly kind: 'unread'; readonly path: string };

export const writeRef = (ref: ItemRef): string => JSON.stringify(ref);
export const readRef = (ref: string): ItemRef => JSON.parse(ref) as ItemRef;
