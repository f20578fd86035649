/** Short stretches around single specifics: what a summary tells of the sentences that it has no room for. */
import type { Message } from '../../contracts/message';
import { findFacts, type Fact } from '../text/facts';
import { collapse } from '../text/sentences';
import type { Candidate } from './candidates';
import type { Part } from './clauses';
import { salience, type RatedFact, type SalienceWeights } from './salience';

/** A stretch of one sentence that holds one or more specifics. */
export interface Detail {
  readonly text: string;
  /** UTF-16 offsets into the mail's text. */
  readonly span: Part;
  readonly ordinal: number;
  /** The chance of each specific in it to be kept, by the key that sentences use too. */
  readonly covers: ReadonlyMap<string, number>;
}

/** "The Monday", which only its sentence tells from other Mondays. */
const NAMELESS_DAY = /^(?:the|an?|that|this)\s+\p{L}+day$/iu;

/** Words that a detail may have on either side of what it needs. */
const MOST_WORDS_BEFORE = 3;
const MOST_WORDS_AFTER = 2;

/** Between two specifics that mean one thing only together: "Thursday 4 March, 10:00", "5-9 October", "4 pm on Monday". */
const TIE =
  /^(?: | ?[-–/] ?|,? (?:to|at|on|until|till|of|out of|bis|um|am|a las|al|a|hasta|alle|à|au|om|tot) )$/iu;
/** Between two specifics that may be told together: "3 and 5 mm", "Monday, Friday". */
const BOND = /^(?:,? |, ?| ?: |,? (?:and|or|und|oder|y|o|e|et|en) | \()$/iu;
const LEADING =
  /(?:^|[\s(])((?:no later than|before|until|till|by|from|on|at|for|of|in|to|with|after|since|per|about|under|over|within|code|room|gate|no\.|bis|vor|ab|am|um|im|in|von|mit|nach|antes del?|hasta(?: el)?|desde(?: el)?|el|a las|entro|dal|al|alle|avant(?: le)?|jusqu['’]au|le|vóór|op|om|tot|van|the|a|an) )$/iu;
/** A specific under one of these is not what its sentence says. */
const TURNED =
  /\b(?:not|no|never|none|nor|cannot|without|except|unless|instead of|if|whether|otherwise|rather than|nicht|kein\w*|ohne|statt|falls|wenn|no|sin|nunca|si|en lugar de|non|senza|se|ne|pas|sans|niet|geen|zonder|als)\b|n['’]t\b/iu;
/** After a specific these take back what was said of it: "Saturday is not possible". */
const TAKEN_BACK =
  /\b(?:not|no|never|cannot|impossible|cancelled|nicht|kein\w*|unmöglich|no|imposible|non|impossibile|pas|niet|geen)\b|n['’]t\b/iu;
const BOUNDARY = /[.;:!?,]\s|\s[–-]\s|[()]/gu;

/** The details that a mail offers, in order: for each sentence its runs of specifics, each alone and with the words before it. */
export function findDetails(
  message: Message,
  candidates: readonly Candidate[],
  facts: readonly (readonly RatedFact[])[],
  weights: SalienceWeights,
): Detail[] {
  return candidates.flatMap((candidate, index) => {
    if (candidate.filler) return [];
    const raw = message.text.slice(candidate.start, candidate.end).replace(/[\r\n\t]/gu, ' ');
    const worth = new Map<string, number>();
    for (const { fact, features } of facts[index] ?? [])
      worth.set(fact.text.toLowerCase(), salience(features, weights));
    const found = locate(raw, facts[index] ?? []);
    return runsOf(raw, found)
      .filter(([first]) => first !== undefined && !opensAlone(first) && !isTurned(raw, first))
      .flatMap((run) => wordings(raw, run))
      .map((part) => {
        const text = collapse(raw.slice(part.start, part.end));
        const covers = new Map<string, number>();
        for (const fact of found)
          if (fact.start >= part.start && fact.end <= part.end)
            covers.set(
              `fact ${collapse(fact.text).toLowerCase()}`,
              worth.get(collapse(fact.text).toLowerCase()) ?? 0,
            );
        return {
          text,
          span: { start: candidate.start + part.start, end: candidate.start + part.end },
          ordinal: candidate.ordinal,
          covers,
        };
      })
      .filter(({ covers, text }) => covers.size > 0 && !text.includes(';') && !NAMELESS_DAY.test(text));
  });
}

function locate(raw: string, facts: readonly RatedFact[]): Fact[] {
  const found = findFacts(raw);
  const known = new Set(found.map(({ text }) => collapse(text).toLowerCase()));
  for (const { fact } of facts) {
    if (known.has(fact.text.toLowerCase())) continue;
    known.add(fact.text.toLowerCase());
    const at = raw.indexOf(fact.text);
    if (at !== -1) found.push({ ...fact, start: at, end: at + fact.text.length });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Specifics that stand so close that they mean one thing, and those that are told together. */
function runsOf(raw: string, facts: readonly Fact[]): Fact[][] {
  const tied = joinedBy(
    TIE,
    raw,
    facts.map((fact) => [fact]),
  );
  const told = joinedBy(BOND, raw, tied);
  return [...tied, ...told.filter((run) => !tied.includes(run))];
}

function joinedBy(bond: RegExp, raw: string, runs: readonly Fact[][]): Fact[][] {
  const joined: Fact[][] = [];
  for (const run of runs) {
    const before = joined.at(-1)?.at(-1);
    const [first] = run;
    if (before && first && bond.test(raw.slice(before.end, first.start)))
      joined[joined.length - 1] = [...(joined.at(-1) ?? []), ...run];
    else joined.push(run);
  }
  return joined;
}

/** The first word of a sentence may owe its capital to standing there. */
function opensAlone({ kind, text, start }: Fact): boolean {
  return kind === 'name' && start === 0 && /^\p{L}+$/u.test(text);
}

function isTurned(raw: string, { start, end }: Fact): boolean {
  let from = 0;
  let to = raw.length;
  for (const match of raw.matchAll(BOUNDARY)) {
    if (match.index < start) from = match.index + match[0].length;
    else if (match.index >= end) {
      to = match.index;
      break;
    }
  }
  return TURNED.test(raw.slice(from, start)) || TAKEN_BACK.test(raw.slice(end, to));
}

/** The run with what it counts after it and its preposition before it; the same with some words more on either side. */
function wordings(raw: string, run: readonly Fact[]): Part[] {
  const first = run[0];
  const last = run.at(-1);
  if (!first || !last) return [];
  const counted = last.end + afterLength(raw.slice(last.end), last);
  const ends = [counted];
  for (let words = 0, end = counted; words < MOST_WORDS_AFTER; words += 1) {
    const word = AFTER.exec(raw.slice(end))?.[0];
    if (!word) break;
    end += word.length;
    ends.push(end);
  }
  let start = first.start - beforeLength(raw.slice(0, first.start));
  // "7" says nothing; "item 7" does.
  const bare = run.length === 1 && counted === last.end && isBare(first);
  if (bare) {
    const word = BEFORE.exec(raw.slice(0, start))?.[1];
    if (!word) return [];
    start -= word.length;
  }
  const starts = [start];
  for (let words = 0; words < MOST_WORDS_BEFORE; words += 1) {
    const word = BEFORE.exec(raw.slice(0, start))?.[1];
    if (!word) break;
    start -= word.length;
    starts.push(start);
  }
  return ends.flatMap((end) => starts.map((from) => ({ start: from, end })));
}

const BEFORE = /(?:^|[\s(])([\p{L}\p{N}][\p{L}\p{N}'’%-]*\s)$/u;
const AFTER =
  /^[ -](?!(?:and|or|to|of|is|are|was|were|for|in|on|at|by|from|with|will|have|has|had|that|which|who|if|but|und|y|e|et|en|the|a|an|as|so|we|you|it|I|because|when|where|while|also|not|no|including|excluding|plus|before|after|until|than|then|per|under|over|within|between|during|through|into|about|our|your|my|his|her|their|its|this|these|those|each|every|he|she|they)\b)\p{L}[\p{L}'’-]*/iu;

/** A small number, a lone ordinary number word. */
function isBare({ kind, text }: Fact): boolean {
  return (kind === 'number' && !/[%.,\d]{3}|\d%/u.test(text)) || text.length < 3;
}

function beforeLength(before: string): number {
  return LEADING.exec(before)?.[1]?.length ?? 0;
}

/** What a number counts: "23 people", "4 spare rooms". */
function afterLength(after: string, { kind, text }: Fact): number {
  const counts = kind === 'number' || (kind === 'amount' && !/\p{L}$/u.test(text));
  if (!counts) return 0;
  const pattern =
    kind === 'number'
      ? /^[\s-](?!(?:and|or|to|of|is|are|was|were|for|in|on|at|by|from|with|will|have|has|had|that|which|und|y|e|et|en)\b)\p{Ll}[\p{L}-]*/u
      : /^ (?:a|per|each|an?|pro|por|al) \p{Ll}+/u;
  return pattern.exec(after)?.[0].length ?? 0;
}
