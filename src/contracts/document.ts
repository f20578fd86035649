/** A document as every part of Deskside sees it, after import. */
import type { SummarySentence } from './briefing';

export interface DocumentWarning {
  readonly code:
    | 'charset-unknown'
    | 'no-text'
    | 'text-shortened'
    | 'hidden-text-removed'
    | 'instructions-to-assistant'
    | 'macros-left-out'
    | 'pages-without-text'
    | 'pages-damaged'
    | 'characters-missing'
    | 'table-unclear';
  readonly message: string;
}

/** A stretch of `DeskDocument.text` that is set apart when it is read; offsets in UTF-16 code units, end exclusive. */
export interface DocumentBlock {
  /** A `row` is one line of a table, its cells parted by ` | `. */
  readonly kind: 'heading' | 'paragraph' | 'item' | 'row' | 'code';
  readonly start: number;
  readonly end: number;
  /** Of headings 1 to 6, of items how deep they stand, from 1; of rows 1 for names of columns. 0 for all else. */
  readonly level: number;
}

export interface DeskDocument {
  /** Key in the store: SHA-256 (hex) over path, title and text, so importing twice adds nothing. */
  readonly id: string;
  /** Path inside the picked folder, else the file name. */
  readonly path: string;
  readonly mediaType: string;
  /** Of the file. */
  readonly bytes: number;
  /** The first heading, else the file name without its ending. */
  readonly title: string;
  /** Plain text, `\n` line ends. Evidence offsets point into it. */
  readonly text: string;
  /** In order, without overlaps; only white space stands between them. Missing in documents that an earlier version stored. */
  readonly blocks?: readonly DocumentBlock[];
  /** Where each page begins in the text, from page 1; missing where the file has no pages. */
  readonly pages?: readonly number[];
  /** ISO 8601. */
  readonly importedAt: string;
  readonly warnings: readonly DocumentWarning[];
}

export type SummaryLength = 'line' | 'paragraph' | 'points';

/** A document summed up in each length; empty lists where it has no text. */
export type DocumentSummary = Readonly<Record<SummaryLength, readonly SummarySentence[]>>;

export interface DocumentSummaryRow {
  /** `DeskDocument.id`. */
  readonly id: string;
  /** Checked on each read: an older or newer version of the app may have written it. */
  readonly value: unknown;
}

/** The page, from 1, that a place in the text stands on; null where the document has no pages. */
export function pageOf({ pages }: Pick<DeskDocument, 'pages'>, offset: number): number | null {
  if (!pages || pages.length === 0) return null;
  let page = 1;
  for (const [index, start] of pages.entries()) if (start <= offset) page = index + 1;
  return page;
}
