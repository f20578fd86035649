import type { PageLine } from './page-lines';

/** Shares of the page's height in which running heads and feet stand. */
const HEAD = 0.12;
const FOOT = 0.88;
/** Lines of a head or foot. */
const MOST_LINES = 3;
/** Pages on which a line must come again to be one. */
const LEAST_PAGES = 3;
/** A number by itself, or a page number in the words of a few languages. */
const PAGE_NUMBER =
  /^[\s\p{Pd}|·[(]*(?:(?:page|p\.|seite|página|pagina|pág\.|s\.|side|sida|strona)\s*)?(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|von|de|di|af|av|z|\/)\s*\d{1,4})?[\s\p{Pd}|·\])]*$/iu;

/** The lines of all pages without running heads and feet: what comes again in the margins of several pages, and page numbers there. */
export function dropMargins(pages: readonly (readonly PageLine[])[]): PageLine[][] {
  const counts = new Map<string, Set<number>>();
  const margins = pages.map(marginLines);
  for (const lines of margins)
    for (const line of lines) {
      const key = keyOf(line);
      counts.set(key, (counts.get(key) ?? new Set()).add(line.page));
    }
  const least = Math.min(LEAST_PAGES, Math.max(2, pages.length));
  return pages.map((lines, index) => {
    const inMargin = new Set(margins[index]);
    return lines.filter((line) => {
      if (!inMargin.has(line)) return true;
      return !PAGE_NUMBER.test(line.text) && (counts.get(keyOf(line))?.size ?? 0) < least;
    });
  });
}

function marginLines(lines: readonly PageLine[]): PageLine[] {
  const byHeight = [...lines].sort((a, b) => a.y - b.y);
  return [
    ...byHeight.slice(0, MOST_LINES).filter(({ depth }) => depth < HEAD),
    ...byHeight.slice(-MOST_LINES).filter(({ depth }) => depth > FOOT),
  ];
}

/** Numbers count on from page to page. */
function keyOf({ text, depth }: PageLine): string {
  return `${depth < 0.5 ? 'head' : 'foot'} ${text.replace(/\d+/gu, '#').replace(/\s+/gu, ' ').toLowerCase()}`;
}
