import type { Page } from '@playwright/test';

/** What stands on each sheet of A4 that the browser would print, line breaks as spaces. */
export async function printedPages(page: Page): Promise<string[]> {
  // pdf.js makes one while it loads, and uses it only to draw.
  Object.assign(globalThis, { DOMMatrix: Object });
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const data = new Uint8Array(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
  const task = getDocument({ data, verbosity: VerbosityLevel.ERRORS });
  const pdf = await task.promise;
  const sheets: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    const text = items.map((item) => ('str' in item ? item.str : '')).join(' ');
    sheets.push(text.replace(/\s+/gu, ' ').trim());
  }
  await task.destroy();
  return sheets;
}
