import type { HeaderBlock } from './header-block';
import type { StructuredField } from './structured-field';

/** A leaf of the MIME tree: something with content of its own. */
export interface MimePart {
  readonly header: HeaderBlock;
  readonly type: StructuredField;
  /** Lower-cased disposition; empty when not stated. */
  readonly disposition: string;
  /** Lower-cased content transfer encoding; empty when not stated. */
  readonly encoding: string;
  /** The undecoded content. */
  readonly body: Uint8Array;
  /** Parts of one `multipart/alternative` share it; all others have one of their own. */
  readonly alternative: number;
  /** Inside `multipart/report`: evidence about another mail, not content. */
  readonly inReport: boolean;
}

/** A mail within the mail (`message/rfc822`), listed before its own parts. */
export interface EmbeddedMessage {
  readonly header: HeaderBlock;
  readonly embedded: true;
}

export type TreeItem = MimePart | EmbeddedMessage;

export interface MimeTree {
  readonly header: HeaderBlock;
  /** In document order. */
  readonly items: readonly TreeItem[];
  /** What is broken, in words; empty when all is well. */
  readonly problems: readonly string[];
  /** Whether the mail ends before its structure does, as when a file was cut off. */
  readonly unfinished: boolean;
}
