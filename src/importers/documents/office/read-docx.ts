import mammoth from 'mammoth';
import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import type { DocumentWarning } from '../../../contracts/document';
import { DesksideError } from '../../../contracts/failure';
import type { ArchiveEntry } from '../../archive/read-archive';
import { htmlToLines } from '../../mail/html/html-to-text';
import type { DocumentLine } from '../document-lines';
import { brokenWord, TOO_LARGE_INSIDE } from './office-problems';

/** Bytes of the text's XML; its tree takes about ten times as much memory. */
const MOST_XML = 48 * 1024 * 1024;
/** The parts that hold text and what it refers to; pictures and macros are never unpacked. */
const TEXT_PARTS = /^(?:\[Content_Types\]\.xml|(?:.*\/)?_rels\/[^/]*\.rels|(?:word|docProps)\/[^/]*\.xml)$/u;
const MACROS = /(?:^|\/)vbaProject\.bin$|(?:^|\/)vbaData\.xml$/iu;
/** Headings that mammoth does not know by itself. */
const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => h2:fresh",
  "p[style-name='Titel'] => h1:fresh",
  "p[style-name='Código'] => pre:fresh",
];

export interface DocxText {
  readonly lines: readonly DocumentLine[];
  readonly warnings: readonly DocumentWarning[];
}

/** The text of a Word document. Rejects with a `DesksideError` when the file is damaged or too large inside. */
export async function readDocx(entries: readonly ArchiveEntry[], signal: AbortSignal): Promise<DocxText> {
  const html = await toHtml(await textParts(entries, signal));
  // Links that lead back from a note to its place.
  const { lines } = htmlToLines(html.replace(/<a href="#(?:foot|end)note-ref-[^"]*">↑<\/a>/gu, ''), {
    grid: true,
  });
  return {
    lines: lines.map(({ text, note }) => ({ text, role: note })),
    warnings: entries.some(({ path }) => MACROS.test(path))
      ? [
          {
            code: 'macros-left-out',
            message:
              'This document carries macros: small programs that can do harm in Word. Deskside reads its text only and runs nothing.',
          },
        ]
      : [],
  };
}

/** An archive of the parts with text alone, so that what mammoth unpacks is known to be harmless in size. */
async function textParts(entries: readonly ArchiveEntry[], signal: AbortSignal): Promise<ArrayBuffer> {
  const parts = entries.filter(({ path }) => TEXT_PARTS.test(path));
  if (parts.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0) > MOST_XML)
    throw new DesksideError(TOO_LARGE_INSIDE);
  const writer = new ZipWriter(new BlobWriter('application/zip'), { useWebWorkers: false, level: 0 });
  for (const part of parts) {
    const blob = await new Response(part.stream(signal)).blob();
    await writer.add(part.path, new BlobReader(blob));
  }
  return (await writer.close()).arrayBuffer();
}

async function toHtml(archive: ArrayBuffer): Promise<string> {
  try {
    // The browser's build of mammoth takes the one, that for Node.js the other.
    const input = { arrayBuffer: archive, buffer: archive as never };
    const { value } = await mammoth.convertToHtml(input, {
      styleMap: STYLES,
      convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
    });
    return value;
  } catch (thrown) {
    throw new DesksideError(brokenWord(String(thrown)), { cause: thrown });
  }
}
