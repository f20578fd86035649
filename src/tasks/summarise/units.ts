import type { Message } from '../../contracts/message';
import { findFacts } from '../text/facts';
import { collapse } from '../text/sentences';
import type { Candidate } from './candidates';
import { clausesOf, earlyEnds, spareAsides, withoutOpener, type Part } from './clauses';

/** A wording of one sentence of the mail: whole, shortened, or an item with the line that leads in to its list. */
export interface Unit {
  readonly text: string;
  /** Stretches of the mail's text that it is made of, in order; never empty. */
  readonly spans: readonly Part[];
  /** Ordinals of the sentences it takes words from; the last is the sentence that it words. */
  readonly ordinals: readonly number[];
  /** Where the paragraph, item or row begins that it stands in. */
  readonly blockStart: number;
  /** Number of the list, table or run of short lines that it stems from; null for prose. */
  readonly list: number | null;
}

/** Longer lines are paragraphs. */
const LONGEST_LINE = 100;
/** A longer line says more than what follows it. */
const LONGEST_LEAD = 120;

/** All wordings that may stand in a summary, in the order of the mail. Filler is used only where there is nothing else. */
export function makeUnits(message: Message, candidates: readonly Candidate[]): Unit[] {
  const names = recipientNames(message);
  const worthwhile = candidates.filter((candidate) => !candidate.filler);
  const usable = worthwhile.length > 0 ? worthwhile : candidates;
  const units: Unit[] = [];
  let lead: Candidate | null = null;
  let list = 0;
  usable.forEach((candidate, index) => {
    const previous = usable[index - 1];
    const adjoins = previous?.ordinal === candidate.ordinal - 1;
    if (!adjoins || !isItem(candidate)) list += 1;
    if (lead && !(adjoins && (previous === lead || isItem(candidate)))) lead = null;
    const wordings = variants(message.text, candidate, names).map((unit) => ({
      ...unit,
      list: isItem(candidate) ? list : null,
    }));
    units.push(...wordings);
    if (lead) units.push(...ledBy(message.text, lead, wordings));
    if (leadsIn(candidate)) lead = candidate;
  });
  return units;
}

function recipientNames(message: Message): string[] {
  return message.to
    .flatMap((person) => person.name.split(/[\s,]+/u))
    .filter((name) => name.length > 1)
    .map((name) => name.toLowerCase());
}

/** "What changed for customers:" says nothing without what it leads to. */
function leadsIn({ text }: Candidate): boolean {
  return text.endsWith(':');
}

/** An item, a row, or a short line without a full stop that is a block of its own. */
function isItem({ layout, text, blockStart, start }: Candidate): boolean {
  return (
    layout !== 'prose' ||
    (blockStart === start && text.length <= LONGEST_LINE && !/[.!?:,;]["'”’)]*$/u.test(text))
  );
}

function variants(text: string, candidate: Candidate, names: readonly string[]): Unit[] {
  if (leadsIn(candidate)) return [];
  const raw = text.slice(candidate.start, candidate.end);
  const facts = findFacts(raw);
  const holdsFact = (part: Part) => facts.some((fact) => fact.start < part.end && fact.end > part.start);
  const start = withoutOpener(raw, names)?.start ?? 0;
  const asides = [...spareAsides(raw, holdsFact), ...closingLink(raw)].filter((part) => part.start >= start);
  const ends = candidate.layout === 'row' ? [] : earlyEnds(raw, holdsFact);
  const kept = [raw.length, ...ends.filter((end) => end > start + 20)].map((end) =>
    subtract({ start, end }, asides),
  );
  const clauses = candidate.layout === 'row' ? [] : clausesOf(raw).map((clause) => subtract(clause, asides));
  const seen = new Set<string>();
  return [
    ...(closingLink(raw).length > 0 ? [] : [[{ start: 0, end: raw.length }]]),
    ...kept,
    ...clauses,
  ].flatMap((parts) => {
    const unit = toUnit(text, candidate, parts);
    if (seen.has(unit.text)) return [];
    seen.add(unit.text);
    return [unit];
  });
}

/** The address of a link that a sentence ends with; the app shows links where they can be judged. Empty where the sentence is little else. */
function closingLink(raw: string): Part[] {
  const link = /\s*[:(<]*\s*https?:\/\/\S+$/iu.exec(raw);
  return link && link.index >= 15 ? [{ start: link.index, end: raw.length }] : [];
}

function toUnit(text: string, candidate: Candidate, parts: readonly Part[]): Unit {
  const spans = parts.map((part) => trimmed(text, candidate.start + part.start, candidate.start + part.end));
  return {
    text: finish(spans.map((span) => text.slice(span.start, span.end)).join(' ')),
    spans,
    ordinals: [candidate.ordinal],
    blockStart: candidate.blockStart,
    list: null,
  };
}

function ledBy(text: string, lead: Candidate, wordings: readonly Unit[]): Unit[] {
  if (lead.text.length > LONGEST_LEAD) return [];
  const opening = { start: lead.start, end: lead.end };
  return wordings.map((unit) => ({
    ...unit,
    text: finish(`${collapse(text.slice(opening.start, opening.end))} ${unit.text}`),
    spans: [opening, ...unit.spans],
    ordinals: [lead.ordinal, ...unit.ordinals],
  }));
}

/** A capital at the start and a stop at the end, as a reader expects of a sentence. */
export function finish(text: string): string {
  const bare = collapse(text)
    .replace(/\s+([.,;:!?])/gu, '$1')
    .replace(/[\s,;:–-]+$/u, '');
  const closed = /[.!?…]["'”’)\]]*$/u.test(bare) ? bare : `${bare}.`;
  return /^\p{Ll}[\p{Ll}'’]*(?:\s|,)/u.test(closed)
    ? closed.charAt(0).toUpperCase() + closed.slice(1)
    : closed;
}

function subtract(whole: Part, holes: readonly Part[]): Part[] {
  const parts: Part[] = [];
  let at = whole.start;
  for (const hole of holes) {
    if (hole.start >= whole.end) break;
    if (hole.start > at) parts.push({ start: at, end: hole.start });
    at = Math.max(at, hole.end);
  }
  if (at < whole.end) parts.push({ start: at, end: whole.end });
  return parts;
}

function trimmed(text: string, start: number, end: number): Part {
  const raw = text.slice(start, end);
  return { start: start + raw.length - raw.trimStart().length, end: start + raw.trimEnd().length };
}
