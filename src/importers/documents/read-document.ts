import type { DeskDocument, DocumentBlock, DocumentWarning } from '../../contracts/document';
import { DesksideError, type Failure } from '../../contracts/failure';
import type { ImportFile } from '../../contracts/import-api';
import { addressesAssistant } from '../../platform/text/assistant-instructions';
import { openArchive, type ArchiveEntry, type ArchiveLimits } from '../archive/read-archive';
import { detectFileKind, HEAD_BYTES, type FileKind } from '../file-kind';
import { htmlToLines } from '../mail/html/html-to-text';
import { shortenText } from '../mail/text/shorten-text';
import { decodeDocument, isWide } from './decode-document';
import { assembleLines, cutAt, linesOfText, type DocumentLine } from './document-lines';
import {
  COMPRESSED,
  EMPTY,
  LARGEST_CONTAINER,
  LARGEST_FILE,
  MAIL,
  NO_DOCUMENT,
  PICTURE,
  tooLarge,
} from './document-problems';
import { markdownToLines } from './markdown-to-lines';
import { officeKind, oleKind } from './office/office-kind';
import {
  brokenWord,
  ENCRYPTED_OFFICE,
  OLD_OFFICE,
  OLD_WORD,
  RICH_TEXT,
  unreadOffice,
} from './office/office-problems';
import { tableToLines } from './table-to-lines';

const MARKDOWN = /\.(?:md|markdown|mdown|mkd)$/iu;
const TABLE = /\.(?:csv|tsv)$/iu;
const WORD_FILE = /\.(?:docx|docm|dotx|dotm)$/iu;
const MAIL_FILE = /\.(?:eml|emlx|msg|mbox|mbx)$/iu;
const LONGEST_TITLE = 120;
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export interface ReadOptions {
  readonly now: Date;
  readonly signal: AbortSignal;
  /** For files with pages, after each. */
  readonly onPage: (done: number, total: number) => void;
}

/** Reads a file of any kind of document. Rejects with what is wrong with the file, or with an `AbortError`. */
export async function readDocument(file: ImportFile, options: ReadOptions): Promise<DeskDocument> {
  const { name, blob } = file;
  if (blob.size > LARGEST_CONTAINER) throw new DesksideError(tooLarge(LARGEST_CONTAINER));
  const kind = detectFileKind(new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer()));
  const isContainer = kind === 'pdf' || kind === 'zip';
  if (!isContainer && blob.size > LARGEST_FILE) throw new DesksideError(tooLarge(LARGEST_FILE));
  const read = await readAs(kind, file, options);
  const { text: whole, blocks, pages, hidden } = assembleLines(read.lines);
  const { text, omittedWords } = shortenText(whole);
  const kept = cutAt(text.length, { blocks, pages });
  const title = titleOf(text, kept.blocks, read.title ?? '', name);
  return {
    id: await idOf(name, title, text),
    path: name,
    mediaType: read.mediaType,
    bytes: blob.size,
    title,
    text,
    blocks: kept.blocks,
    ...(kept.pages.length === 0 ? {} : { pages: kept.pages }),
    importedAt: options.now.toISOString(),
    warnings: [
      ...(read.warnings ?? []).filter(({ code }) => omittedWords === 0 || code !== 'text-shortened'),
      ...warningsOf({
        text,
        hidden: `${read.hidden ?? ''} ${hidden}`.trim(),
        unread: read.unread ?? '',
        guessed: read.guessed ?? false,
        omittedWords,
      }),
    ],
  };
}

interface ReadText {
  readonly mediaType: string;
  readonly lines: readonly DocumentLine[];
  readonly warnings?: readonly DocumentWarning[];
  /** Of the file's own data. */
  readonly title?: string;
  readonly hidden?: string;
  /** What no reader sees may still talk to a program: comments and scripts of a page, which are no news otherwise. */
  readonly unread?: string;
  /** The character set was guessed. */
  readonly guessed?: boolean;
}

async function readAs(
  kind: FileKind,
  { name, blob, password }: ImportFile,
  options: ReadOptions,
): Promise<ReadText> {
  if (kind === 'pdf') {
    const { readPdf } = await import('./pdf/read-pdf');
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return { mediaType: 'application/pdf', ...(await readPdf(bytes, { password, ...options })) };
  }
  if (kind === 'zip') {
    const entries = await openOffice(name, blob);
    const office = officeKind(entries);
    if (office !== 'word') throw new DesksideError(unreadOffice(office));
    const { readDocx } = await import('./office/read-docx');
    return { mediaType: WORD, ...(await readDocx(entries, options.signal)) };
  }
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const refusal = refusalOf(kind, name, bytes);
  if (refusal) throw new DesksideError(refusal);
  if (TABLE.test(name) && kind !== 'html') return { mediaType: 'text/csv', ...tableToLines(bytes) };
  const { text, guessed } = decodeDocument(bytes);
  if (kind === 'html') {
    const { lines, ...rest } = htmlToLines(text, { grid: false });
    const noted = lines.map((line) => ({ text: line.text, role: line.note }));
    return { mediaType: 'text/html', lines: noted, guessed, ...rest };
  }
  if (MARKDOWN.test(name)) return { mediaType: 'text/markdown', guessed, ...markdownToLines(text) };
  return { mediaType: 'text/plain', lines: linesOfText(text), guessed };
}

/** Of a damaged archive, only the name tells what it was. */
async function openOffice(name: string, blob: Blob): Promise<ArchiveEntry[]> {
  try {
    return await openArchive(blob, OFFICE_LIMITS);
  } catch (thrown) {
    const isWord =
      thrown instanceof DesksideError && thrown.failure.code === 'import-damaged' && WORD_FILE.test(name);
    throw isWord ? new DesksideError(brokenWord(thrown.failure.detail ?? '')) : thrown;
  }
}

/** Word's XML packs well, and a document has few parts. */
const OFFICE_LIMITS: ArchiveLimits = {
  totalBytes: 1024 ** 3,
  ratio: 400,
  ratioFromBytes: 16 * 1024 ** 2,
  entries: 20_000,
};

function refusalOf(kind: FileKind, name: string, bytes: Uint8Array): Failure | null {
  if (bytes.length === 0 || kind === 'empty') return EMPTY;
  if (MAIL_FILE.test(name)) return MAIL;
  if (kind === 'outlook')
    return { encrypted: ENCRYPTED_OFFICE, word: OLD_WORD, other: OLD_OFFICE }[oleKind(bytes)];
  if (kind === 'compressed') return COMPRESSED;
  if (kind === 'image') return PICTURE;
  if (startsWith(bytes, '{\\rtf')) return RICH_TEXT;
  // UTF-16 has zero bytes, as no other text has.
  return kind === 'unknown' && !isWide(bytes) ? NO_DOCUMENT : null;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((character, index) => bytes[index] === character.charCodeAt(0));
}

/** The highest heading at the beginning, a short first line, the file's own title, or the name of the file without its ending. */
function titleOf(text: string, blocks: readonly DocumentBlock[], stated: string, name: string): string {
  const [first] = blocks;
  const heading = blocks.slice(0, 4).find(({ kind }) => kind === 'heading') ?? first;
  const words = heading ? text.slice(heading.start, heading.end).replace(/\s+/gu, ' ').trim() : '';
  const line = heading?.kind === 'heading' ? words : (/^\s*(.+)$/mu.exec(text)?.[1]?.trim() ?? '');
  const stands = line.length <= LONGEST_TITLE && !/[.,;:]$/u.test(line) && /\p{L}/u.test(line);
  if (stands && first?.kind !== 'row') return line;
  if (stated.length > 3 && stated.length <= LONGEST_TITLE && !/\.\w{2,4}$/u.test(stated)) return stated;
  return (name.split('/').at(-1) ?? name).replace(/\.[^.]+$/u, '');
}

async function idOf(path: string, title: string, text: string): Promise<string> {
  const key = new TextEncoder().encode(JSON.stringify([path, title, text]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', key));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

interface WarningInput {
  readonly text: string;
  readonly hidden: string;
  readonly unread: string;
  readonly guessed: boolean;
  readonly omittedWords: number;
}

function warningsOf({ text, hidden, unread, guessed, omittedWords }: WarningInput): DocumentWarning[] {
  const warnings: DocumentWarning[] = [];
  if (guessed)
    warnings.push({
      code: 'charset-unknown',
      message: 'The file does not name its character set, so some characters may be wrong.',
    });
  if (!/[\p{L}\p{N}]/u.test(text))
    warnings.push({ code: 'no-text', message: 'This document has no text to read.' });
  if (omittedWords > 0)
    warnings.push({
      code: 'text-shortened',
      message: `This document is very long: its last ${omittedWords.toLocaleString('en-GB')} words were left out.`,
    });
  if (/\p{L}{2}/u.test(hidden)) {
    const excerpt = hidden.length > 120 ? `${hidden.slice(0, 120).trimEnd()}…` : hidden;
    warnings.push({
      code: 'hidden-text-removed',
      message: `Text that readers cannot see was left out: “${excerpt}”`,
    });
  }
  if ([text, hidden, unread].some(addressesAssistant))
    warnings.push({
      code: 'instructions-to-assistant',
      message:
        'A passage in this document tries to give instructions to an assistant. It is treated as text and not followed.',
    });
  return warnings;
}
