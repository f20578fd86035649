import type { DocumentWarning } from '../../../contracts/document';
import type { PageLine } from './page-lines';

/** What of a PDF could not be read while the rest was. */

export const MAPS_MISSING: DocumentWarning = {
  code: 'characters-missing',
  message:
    'Some of its characters could not be read, because a part of Deskside that East Asian fonts need is not on this machine yet. Connect once, and add the document again.',
};

export function pageNumbers(
  pages: readonly (readonly PageLine[])[],
  test: (lines: readonly PageLine[], number: number) => boolean,
): number[] {
  return pages.flatMap((lines, index) => (test(lines, index + 1) ? [index + 1] : []));
}

export function pagesWithoutText(pages: readonly number[]): DocumentWarning[] {
  if (pages.length === 0) return [];
  return [
    {
      code: 'pages-without-text',
      message: `${named(pages)} no text: empty, or a picture of a page. What pictures show is not read.`,
    },
  ];
}

export function pagesDamaged(pages: readonly number[]): DocumentWarning[] {
  if (pages.length === 0) return [];
  const are = pages.length === 1 ? 'is' : 'are';
  return [
    {
      code: 'pages-damaged',
      message: `Page${pages.length === 1 ? '' : 's'} ${ranges(pages)} ${are} damaged and missing here.`,
    },
  ];
}

export function pagesLeftOut(count: number): DocumentWarning[] {
  if (count <= 0) return [];
  const pages = count === 1 ? 'page was' : `${count.toLocaleString('en-GB')} pages were`;
  return [{ code: 'text-shortened', message: `This document is very long: its last ${pages} left out.` }];
}

function named(pages: readonly number[]): string {
  return pages.length === 1 ? `Page ${ranges(pages)} has` : `Pages ${ranges(pages)} have`;
}

/** `1, 4–6, 9` */
function ranges(pages: readonly number[]): string {
  const parts: string[] = [];
  for (let start = 0; start < pages.length;) {
    let end = start;
    while (pages[end + 1] === (pages[end] ?? 0) + 1) end += 1;
    parts.push(end === start ? `${pages[start]}` : `${pages[start]}–${pages[end]}`);
    start = end + 1;
  }
  return parts.length > 12 ? `${parts.slice(0, 12).join(', ')} and others` : parts.join(', ');
}
