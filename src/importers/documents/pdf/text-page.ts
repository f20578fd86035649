import type { PDFDocumentProxy } from 'pdfjs-dist';
import { cleanText } from '../../mail/text/clean-text';
import type { TextFragment, TextPage } from './text-fragment';

/** Text that stands at more than this angle, radians, to that of most of its page is a watermark or a mark in the margin. */
const LEVEL = 0.1;
/** A page with more pieces than this is a drawing. */
const MOST_FRAGMENTS = 40_000;

interface PdfTextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** The text of a page, turned as a reader sees it. Rejects with what pdf.js throws. */
export async function textPage(pdf: PDFDocumentProxy, number: number): Promise<TextPage> {
  const page = await pdf.getPage(number);
  try {
    const { transform, width, height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent({ disableNormalization: false });
    const fragments: TextFragment[] = [];
    for (const item of items.slice(0, MOST_FRAGMENTS)) {
      if (!('str' in item) || item.str === '') continue;
      const fragment = toFragment(item as PdfTextItem, transform);
      if (fragment && isOnPage(fragment, width, height)) fragments.push(fragment);
    }
    return { number, width, height, fragments };
  } finally {
    page.cleanup();
  }
}

function toFragment(item: PdfTextItem, viewport: readonly number[]): TextFragment | null {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = viewport;
  const [ia = 1, ib = 0, ic = 0, id = 1, ie = 0, jf = 0] = item.transform;
  const along = [a * ia + c * ib, b * ia + d * ib] as const;
  const across = [a * ic + c * id, b * ic + d * id] as const;
  const x = a * ie + c * jf + e;
  const y = b * ie + d * jf + f;
  if (Math.abs(Math.atan2(along[1], along[0])) > LEVEL) return null;
  const size = Math.hypot(across[0], across[1]);
  const text = cleanText(item.str.normalize('NFC')).replaceAll('\n', ' ');
  if (![x, y, size, item.width].every(Number.isFinite)) return null;
  // A space at either end parts words, and cleaning takes it.
  const spaced = /\s$/u.test(item.str) && text !== '' ? `${text} ` : text;
  return { text: spaced, left: x, right: x + item.width, y, size };
}

function isOnPage({ left, right, y }: TextFragment, width: number, height: number): boolean {
  return right >= 0 && left <= width && y >= 0 && y <= height * 1.02;
}
