import type { PersonalDataSpan } from '../../contracts/personal-data';
import { yieldToPage } from '../../platform/yield-to-page';
import { findPersonalData } from '../../routing/redaction/find-personal-data';
import { withoutOverlaps } from '../../routing/redaction/found-span';

/** UTF-16 code units that are looked through at once: some milliseconds of work. */
const PART = 8000;
/** Of the next part that are looked through as well, since a text need not have a line to cut it at: a private key is as long. */
const OVERLAP = 4000;

/**
 * As `findPersonalData`, but lets the page breathe in between, and finds a name that is known, or told by one place in the text, in every other
 * place too.
 */
export async function findInParts(text: string, people: readonly string[]): Promise<PersonalDataSpan[]> {
  const starts = partStarts(text);
  const spans = await eachPart(text, starts, people);
  const told = new Set(spans.flatMap((span) => (span.type === 'person' ? [span.text] : [])));
  const isNews = [...told].some((name) => !people.includes(name));
  return starts.length > 1 && isNews ? eachPart(text, starts, [...people, ...told]) : spans;
}

async function eachPart(
  text: string,
  starts: readonly number[],
  people: readonly string[],
): Promise<PersonalDataSpan[]> {
  const spans: PersonalDataSpan[] = [];
  for (const [index, at] of starts.entries()) {
    const next = starts[index + 1] ?? text.length;
    for (const span of findPersonalData(text.slice(at, next + OVERLAP), { people }))
      spans.push({ ...span, start: span.start + at, end: span.end + at });
    await yieldToPage();
  }
  // What lies across a cut was found in part by the one side, and whole by the other.
  return withoutOverlaps([spans]);
}

/** Between paragraphs or lines where there are any, since what is looked for seldom crosses one. */
function partStarts(text: string): number[] {
  const starts = [0];
  let from = 0;
  while (text.length - from > PART) {
    const paragraph = text.lastIndexOf('\n\n', from + PART);
    const cut = paragraph > from ? paragraph : text.lastIndexOf('\n', from + PART);
    from = cut > from ? cut : from + PART;
    starts.push(from);
  }
  return starts;
}
