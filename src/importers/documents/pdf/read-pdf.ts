import type { PDFDocumentLoadingTask, PDFDocumentProxy } from 'pdfjs-dist';
import type { DocumentWarning } from '../../../contracts/document';
import { DesksideError } from '../../../contracts/failure';
import type { DocumentLine } from '../document-lines';
import { dropMargins } from './drop-margins';
import { joinLines } from './join-lines';
import { pageLines, type PageLine } from './page-lines';
import {
  brokenPdf,
  NO_PAGES,
  PASSWORD_NEEDED,
  PASSWORD_WRONG,
  SCANNED_PDF,
  UNKNOWN_PROTECTION,
} from './pdf-problems';
import { loadPdfLibrary, mapFactory, type MissingMaps } from './pdf-library';
import { pageNumbers, pagesDamaged, pagesLeftOut, pagesWithoutText, MAPS_MISSING } from './pdf-warnings';
import { textPage } from './text-page';

/** UTF-16 code units that are read; more is left out of any document. */
const MOST_CHARS = 1_100_000;

export interface PdfText {
  readonly lines: readonly DocumentLine[];
  readonly warnings: readonly DocumentWarning[];
  /** From the file's own data; empty where it names none. */
  readonly title: string;
}

export interface PdfOptions {
  readonly password?: string | undefined;
  readonly signal: AbortSignal;
  /** Called after each page. */
  readonly onPage: (done: number, total: number) => void;
}

/**
 * Reads the text of a PDF page by page. Rejects with a `DesksideError`: `import-encrypted` where a password is missing or wrong,
 * `import-damaged`, `import-empty` where it holds pictures only.
 */
export async function readPdf(bytes: Uint8Array<ArrayBuffer>, options: PdfOptions): Promise<PdfText> {
  const library = await loadPdfLibrary();
  const missing: MissingMaps = { any: false };
  const task = library.getDocument({
    data: bytes,
    ...(options.password === undefined ? {} : { password: options.password }),
    verbosity: library.VerbosityLevel.ERRORS,
    cMapUrl: 'cmaps/',
    BinaryDataFactory: mapFactory(missing),
    useWorkerFetch: false,
    isEvalSupported: false,
    useWasm: false,
    disableFontFace: true,
    useSystemFonts: true,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    enableXfa: false,
  });
  try {
    return await readPages(await opened(task), missing, options);
  } finally {
    // What it still holds is of no use to anyone.
    await task.destroy().catch(() => undefined);
  }
}

async function opened(task: PDFDocumentLoadingTask): Promise<PDFDocumentProxy> {
  try {
    return await task.promise;
  } catch (thrown) {
    const { name, message, code } = thrown as { name?: string; message?: string; code?: number };
    if (name === 'PasswordException') throw new DesksideError(code === 2 ? PASSWORD_WRONG : PASSWORD_NEEDED);
    if (/encrypt|security handler|algorithm/iu.test(message ?? ''))
      throw new DesksideError(UNKNOWN_PROTECTION);
    throw new DesksideError(brokenPdf(`${name ?? 'Error'}: ${message ?? String(thrown)}`));
  }
}

async function readPages(
  pdf: PDFDocumentProxy,
  missing: MissingMaps,
  { signal, onPage }: PdfOptions,
): Promise<PdfText> {
  const pages: PageLine[][] = [];
  const damaged: number[] = [];
  let chars = 0;
  let read = 0;
  if (pdf.numPages === 0) throw new DesksideError(NO_PAGES);
  for (let number = 1; number <= pdf.numPages && chars < MOST_CHARS; number += 1) {
    signal.throwIfAborted();
    try {
      const lines = pageLines(await textPage(pdf, number));
      pages.push(lines);
      chars += lines.reduce((sum, { text }) => sum + text.length + 1, 0);
    } catch {
      damaged.push(number);
      pages.push([]);
    }
    read = number;
    onPage(number, pdf.numPages);
  }
  if (damaged.length === read) throw new DesksideError(brokenPdf('no page could be read'));
  const isDamaged = new Set(damaged);
  const empty = pageNumbers(pages, (lines, number) => lines.length === 0 && !isDamaged.has(number));
  if (chars === 0)
    throw new DesksideError(missing.any ? brokenPdf('character maps are missing') : SCANNED_PDF);
  return {
    lines: joinLines(dropMargins(pages), read),
    warnings: [
      ...pagesWithoutText(empty),
      ...pagesDamaged(damaged),
      ...pagesLeftOut(pdf.numPages - read),
      ...(missing.any ? [MAPS_MISSING] : []),
    ],
    title: await titleOf(pdf),
  };
}

async function titleOf(pdf: PDFDocumentProxy): Promise<string> {
  try {
    const { info } = await pdf.getMetadata();
    const title = (info as { readonly Title?: unknown }).Title;
    return typeof title === 'string' ? title.trim() : '';
  } catch {
    return '';
  }
}
