import type { FactKind } from '../../contracts/briefing';
import { findCalendarDates } from './calendar-dates';
import { FACT_PATTERNS } from './fact-patterns';
import { findNames } from './names';

/** A specific of a text: what a reader would have to look up again if it were missing, and what must never be invented. */
export interface Fact {
  readonly kind: FactKind;
  readonly text: string;
  /** UTF-16 offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** All specifics of a text in order, without overlaps. Codes such as `INC-2291` count as names. */
export function findFacts(text: string): Fact[] {
  const taken = new Uint8Array(text.length);
  const facts: Fact[] = [];
  const add = (kind: FactKind, start: number, end: number) => {
    if (end <= start || taken[start] || taken[end - 1]) return;
    taken.fill(1, start, end);
    facts.push({ kind, text: text.slice(start, end), start, end });
  };
  const [addresses, others] = [
    FACT_PATTERNS.filter(({ kind }) => kind === 'address'),
    FACT_PATTERNS.filter(({ kind }) => kind !== 'address'),
  ];
  const addMatches = (patterns: typeof FACT_PATTERNS) => {
    for (const { kind, pattern } of patterns) {
      for (const match of text.matchAll(pattern))
        add(kind, match.index, match.index + match[0].trimEnd().length);
    }
  };
  addMatches(addresses);
  for (const { start, end } of findCalendarDates(text)) add('date', start, end);
  addMatches(others);
  // What is left of a run of capitals when dates and codes are taken out: "Kestrel QBR Q3" leaves "Kestrel QBR".
  const rest = text.replace(/[^]/gu, (char, index: number) =>
    taken[index] ? '\u0001'.repeat(char.length) : char,
  );
  for (const name of findNames(rest)) add('name', name.start, name.end);
  return facts.sort((a, b) => a.start - b.start);
}
