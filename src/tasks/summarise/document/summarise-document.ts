import type { Evidence, SummarySentence } from '../../../contracts/briefing';
import type { DeskDocument, DocumentSummary } from '../../../contracts/document';
import { DesksideError } from '../../../contracts/failure';
import { yieldToPage } from '../../../platform/yield-to-page';
import { findUnsupported } from '../../text/support';
import { findCandidates } from '../candidates';
import { rateUnits, TUNED } from '../rate-units';
import { factsOf } from '../salience';
import { selectUnits, type SelectedSentence } from '../select-units';
import { makeUnits } from '../units';
import { asMessage } from './as-message';
import { choosePoints, type Point } from './choose-points';
import { findSections, type Section } from './sections';
import { weighWords } from './word-weights';

export interface DocumentSummaryOptions {
  readonly signal?: AbortSignal;
  /** Sections read and in all. */
  readonly onProgress?: (done: number, total: number) => void;
}

type Readable = Pick<DeskDocument, 'id' | 'title' | 'text'>;

/** Of each section this many characters at most go on to the choice for the whole. */
const MOST_OF_SECTION = 700;
const SHARE_OF_SECTION = 0.4;

/** UTF-16 code units of each length, at most; short documents get the same share as mail. */
export const LENGTHS = { line: 200, paragraph: 700, points: 1_600 } as const;
const MOST_POINTS = 12;
const LARGEST_SHARE = 0.345;

/**
 * Sums up a document in its own words, in three lengths, each sentence with its place. Hierarchical: each section gives its best sentences, and
 * the summary is chosen from these alone, so that time grows with the length of the document and memory with the number of its sections. Gives the
 * page its turn after each section. Rejects with `cancelled`.
 */
export async function summariseDocument(
  document: Readable,
  options: DocumentSummaryOptions = {},
): Promise<DocumentSummary> {
  const points = await findPoints(document, options);
  const share = (limit: number) =>
    Math.min(limit, Math.max(LENGTHS.line, Math.floor(document.text.length * LARGEST_SHARE)));
  const sentences = (limit: number, most: number) =>
    choosePoints(points, share(limit), most).map(({ sentence }) => sentence);
  return {
    line: sentences(LENGTHS.line, 1),
    paragraph: sentences(LENGTHS.paragraph, 5),
    points: sentences(LENGTHS.points, MOST_POINTS),
  };
}

/** The sentences of each section that may stand in a summary of the whole. Rejects with `cancelled`. */
export async function findPoints(
  document: Readable,
  { signal, onProgress }: DocumentSummaryOptions = {},
): Promise<Point[]> {
  const sections = findSections(document.text);
  const weights = weighWords(document.text);
  const points: Point[] = [];
  for (const [index, section] of sections.entries()) {
    onProgress?.(index, sections.length);
    await yieldToPage();
    if (signal?.aborted)
      throw new DesksideError({ code: 'cancelled', message: 'Cancelled.', retryable: true });
    for (const chosen of bestOf(document, section)) {
      const text = chosen.text;
      points.push({
        sentence: { text, evidence: evidenceOf(document.text, section.start, chosen), origin: 'extracted' },
        covers: coverage(chosen),
        worth: weights.of(`${text} ${section.heading}`) + weights.of(text),
        section: index,
        place: sections.length > 1 ? index / (sections.length - 1) : 0,
        documentId: document.id,
      });
    }
  }
  onProgress?.(sections.length, sections.length);
  return points;
}

function bestOf(document: Readable, section: Section): readonly SelectedSentence[] {
  const view = asMessage(document, section.start, section.end);
  const candidates = findCandidates(view);
  const facts = factsOf(view, candidates, null);
  const source = {
    texts: [view.text, section.heading, document.title].filter((text) => text !== ''),
  };
  const units = makeUnits(view, candidates).filter(
    ({ text }) => !isTitle(text, document.title) && findUnsupported(text, source).length === 0,
  );
  const rated = rateUnits(units, candidates, facts, null, TUNED);
  const room = Math.min(MOST_OF_SECTION, (section.end - section.start) * SHARE_OF_SECTION);
  return selectUnits(rated, Math.max(LENGTHS.line, Math.floor(room))).sentences;
}

/** The title stands above the summary already. */
function isTitle(text: string, title: string): boolean {
  return text.toLowerCase().replace(/\.$/u, '') === title.toLowerCase();
}

function coverage({ units }: SelectedSentence): Map<string, number> {
  const covers = new Map<string, number>();
  for (const [key, value] of units.flatMap((unit) => [...unit.covers]))
    covers.set(key, Math.max(covers.get(key) ?? 0, value));
  return covers;
}

function evidenceOf(text: string, offset: number, { units }: SelectedSentence): SummarySentence['evidence'] {
  return units
    .flatMap(({ spans }) => spans)
    .map(({ start, end }) => ({ start: offset + start, end: offset + end }))
    .map(({ start, end }): Evidence => ({ quote: text.slice(start, end), start, end }));
}
