import type { Message } from '../../contracts/message';
import { findFacts } from '../text/facts';
import { ORDINARY_WORDS } from '../text/ordinary-words';
import { collapse } from '../text/sentences';
import type { Candidate } from './candidates';
import { earlyEnds, spareAsides, withoutOpener, type Part } from './clauses';

/** What may become one sentence of a summary: a sentence, a shortened sentence, or neighbouring list items. */
export interface Unit {
  readonly text: string;
  /** Stretches of the mail's text that it is made of, in order; never empty. */
  readonly spans: readonly Part[];
  /** Ordinals of the sentences it takes words from. */
  readonly ordinals: readonly number[];
}

/** Of a longer list only the first items are combined, since the combinations grow with the cube. */
const LONGEST_LIST = 8;
/** Longer lines are paragraphs. */
const LONGEST_LINE = 100;

/** A pair of sentences longer than this is better read as two. */
const LONGEST_PAIR = 220;

export function makeUnits(message: Message, candidates: readonly Candidate[]): Unit[] {
  const names = message.to
    .flatMap((person) => person.name.split(/[\s,]+/u))
    .filter((name) => name.length > 1)
    .map((name) => name.toLowerCase());
  const worthwhile = candidates.filter((candidate) => !candidate.filler);
  const usable = worthwhile.length > 0 ? worthwhile : candidates;
  const byCandidate = usable.map((candidate) => variants(message.text, candidate, names));
  return [...byCandidate.flat(), ...pairUnits(usable, byCandidate), ...listUnits(message.text, usable)];
}

function variants(text: string, candidate: Candidate, names: readonly string[]): Unit[] {
  const raw = text.slice(candidate.start, candidate.end);
  const facts = findFacts(raw);
  // "What changed for customers:" says nothing without what it leads to.
  if (raw.endsWith(':') && facts.length === 0) return [];
  const holdsFact = (part: Part) => facts.some((fact) => fact.start < part.end && fact.end > part.start);
  const start = withoutOpener(raw, names)?.start ?? 0;
  const asides = spareAsides(raw, holdsFact).filter((part) => part.start >= start);
  const ends = candidate.layout === 'row' ? [] : earlyEnds(raw, holdsFact);
  const kept = [raw.length, ...ends.filter((end) => end > start + 20)].map((end) =>
    subtract({ start, end }, asides),
  );
  const seen = new Set<string>();
  return [[{ start: 0, end: raw.length }], ...kept].flatMap((parts) => {
    const spans = parts.map((part) =>
      trimmed(text, candidate.start + part.start, candidate.start + part.end),
    );
    const worded = finish(spans.map((span) => text.slice(span.start, span.end)).join(' '));
    if (seen.has(worded)) return [];
    seen.add(worded);
    return [{ text: worded, spans, ordinals: [candidate.ordinal] }];
  });
}

/** Two short statements of one paragraph that follow one another, joined by a semicolon. */
function pairUnits(candidates: readonly Candidate[], units: readonly (readonly Unit[])[]): Unit[] {
  return candidates.flatMap((first, index) => {
    const second = candidates[index + 1];
    if (!second || first.layout === 'row' || second.ordinal !== first.ordinal + 1) return [];
    if (first.blockStart !== second.blockStart) return [];
    const firsts = (units[index] ?? []).filter((unit) => unit.text.endsWith('.'));
    return firsts.flatMap((before) =>
      (units[index + 1] ?? [])
        .filter((after) => before.text.length + after.text.length <= LONGEST_PAIR)
        .map((after) => ({
          text: `${before.text.slice(0, -1)}; ${continued(after.text)}`,
          spans: [...before.spans, ...after.spans],
          ordinals: [...before.ordinals, ...after.ordinals],
        })),
    );
  });
}

/** Two or three items of one list, in order. */
function listUnits(text: string, candidates: readonly Candidate[]): Unit[] {
  return listRuns(candidates).flatMap((run) =>
    subsets(run).map((items) => ({
      text: finish(
        items
          .map((item) => collapse(text.slice(item.start, item.end)).replace(/[;,.]$/u, ''))
          .join('; ')
          .replace(/:;/u, ':'),
      ),
      spans: items.map(({ start, end }) => ({ start, end })),
      ordinals: items.map((item) => item.ordinal),
    })),
  );
}

/** An item, a row, or a short line without a full stop that is a block of its own. */
function isItem({ layout, text, blockStart, start }: Candidate): boolean {
  return (
    layout !== 'prose' ||
    (blockStart === start && text.length <= LONGEST_LINE && !/[.!?:,;]["'”’)]*$/u.test(text))
  );
}

/** Items that stand next to one another, each a whole block, with the sentence that leads in. */
function listRuns(candidates: readonly Candidate[]): Candidate[][] {
  const runs: Candidate[][] = [];
  let last: Candidate | undefined;
  for (const candidate of candidates) {
    const leads = candidate.layout === 'prose' && candidate.text.endsWith(':');
    const follows =
      last !== undefined &&
      candidate.ordinal === last.ordinal + 1 &&
      candidate.blockStart !== last.blockStart;
    const item = isItem(candidate);
    if (item && follows) runs.at(-1)?.push(candidate);
    else if (leads || item) runs.push([candidate]);
    last = leads || item ? candidate : undefined;
  }
  return runs.map((run) => run.slice(0, LONGEST_LIST));
}

function subsets(run: readonly Candidate[]): Candidate[][] {
  const sets: Candidate[][] = [];
  run.forEach((a, i) => {
    run.slice(i + 1).forEach((b, j) => {
      sets.push([a, b]);
      for (const c of run.slice(i + j + 2)) sets.push([a, b, c]);
    });
  });
  return sets;
}

/** A sentence after a semicolon: its first word loses the capital unless it is a name. */
function continued(text: string): string {
  const word = /^\p{Lu}[\p{Ll}'’]*(?=[\s,])/u.exec(text)?.[0] ?? '';
  const ordinary = word !== 'I' && !/^I['’]/u.test(word) && ORDINARY_WORDS.has(word.toLowerCase());
  return ordinary ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** A capital at the start and a stop at the end, as a reader expects of a sentence. */
function finish(text: string): string {
  const bare = collapse(text)
    .replace(/\s+([.,;:!?])/gu, '$1')
    .replace(/[\s,;:–-]+$/u, '');
  const closed = /[.!?…]["'”’)\]]*$/u.test(bare) ? bare : `${bare}.`;
  return /^\p{Ll}[\p{Ll}'’]*(?:\s|[,.])/u.test(closed)
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
