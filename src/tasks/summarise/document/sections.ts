/** A stretch of a document under one heading. */
export interface Section {
  /** Empty before the first heading, and where a long section goes on. */
  readonly heading: string;
  /** UTF-16 offsets of what stands under the heading; end exclusive. */
  readonly start: number;
  readonly end: number;
}

const LONGEST_HEADING = 90;
/** UTF-16 code units: longer sections are read in parts at paragraph ends, so that the work for each stays small. */
const LONGEST_SECTION = 4_000;

/** A document cut at its headings, and at paragraphs where a section is long. Sections without words are left out. */
export function findSections(text: string): Section[] {
  const sections: Section[] = [];
  let heading = '';
  let start = 0;
  const close = (end: number) => {
    sections.push(...parts(text, { heading, start, end }));
  };
  for (const match of text.matchAll(/(?<=^|\n\n|^\n)[^\n]+(?=\n\n|\n?$)/gu)) {
    if (!isHeading(match[0])) continue;
    close(match.index);
    heading = match[0].trim();
    start = match.index + match[0].length;
  }
  close(text.length);
  return sections.filter((section) => /\p{L}{2}/u.test(text.slice(section.start, section.end)));
}

/** A line by itself that is short, begins like a title and ends without a stop. */
function isHeading(line: string): boolean {
  return (
    line.length <= LONGEST_HEADING &&
    /^\s*(?:#{1,6}\s)?(?:\d+(?:\.\d+)*[.)]?\s+|§\s?\d+\s+)?["“(]?\p{Lu}/u.test(line) &&
    !/[.!?;,…|]["'”’)]*\s*$/u.test(line) &&
    !/:\s/u.test(line) &&
    !/^\s*[-*•]/u.test(line)
  );
}

function parts(text: string, section: Section): Section[] {
  const found: Section[] = [];
  let { start, heading } = section;
  while (section.end - start > LONGEST_SECTION) {
    const window = text.slice(start, start + LONGEST_SECTION);
    const cut = [window.lastIndexOf('\n\n'), window.lastIndexOf('\n'), window.lastIndexOf('. ') + 1].find(
      (at) => at > LONGEST_SECTION / 4,
    );
    const end = start + (cut ?? LONGEST_SECTION);
    found.push({ heading, start, end });
    start = end;
    heading = '';
  }
  return [...found, { heading, start, end: section.end }];
}
