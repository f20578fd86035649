import { overlapsAny, type FoundSpan } from '../found-span';
import { findNamesInContext } from './names-in-context';
import { findNameRuns, type NameRun, type NameToken } from './name-tokens';
import { namesInRun, isNameWord, namesOrganisation } from './names-in-run';
import { nameStrength } from './given-names';

/**
 * Names of persons: what is greeted, signs or is titled; a given name with what follows it; given names alone; and then every further place where
 * one of the names found, or a part of it, stands by itself. `taken` are spans of other kinds in order, which hold no names (a street named after someone).
 */
export function findPersons(
  text: string,
  people: readonly string[],
  taken: readonly FoundSpan[],
): FoundSpan[] {
  const runs = findNameRuns(text).filter(
    (run) => !run.some((token) => overlapsAny({ type: 'person', ...token }, taken)),
  );
  const sure = [...findNamesInContext(text), ...runs.flatMap((run) => namesInRun(text, run))].filter(
    ({ start, end }) => !overlapsAny({ type: 'person', start, end }, taken),
  );
  const known = partsOf([
    ...people.filter(isPersonal),
    ...sure.map(({ start, end }) => text.slice(start, end)),
  ]);
  const again = runs.flatMap((run) => knownNames(text, run, known));
  // A name that is known is one, however it looks; a part of it alone may be a word.
  const whole = people.flatMap((name) => occurrencesOf(text, name));
  return [...sure, ...again, ...whole].map(({ start, end }) => ({ type: 'person', start, end }));
}

/** Wherever a whole name stands, over line breaks too. */
function occurrencesOf(text: string, name: string): { start: number; end: number }[] {
  const words = name.split(/\s+/u).filter(Boolean);
  if (words.length === 0) return [];
  const written = words
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`))
    .join(String.raw`\s+`);
  const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}])${written}(?![\p{L}\p{N}])`, 'gu');
  return [...text.matchAll(pattern)].map(({ 0: value, index }) => ({
    start: index,
    end: index + value.length,
  }));
}

/** Display names may be those of shops and desks; a person's begins with a given name, or has it behind a comma. */
function isPersonal(name: string): boolean {
  const words = findNameRuns(name).flat();
  const given = name.includes(',') ? words.at(-1) : words[0];
  const known = given !== undefined && (given.isInitial || nameStrength(given.text) !== 'unknown');
  return (
    known && words.every(({ text, isInitial, isParticle }) => isInitial || isParticle || isNameWord(text))
  );
}

/** The words by which the named may be called alone. */
function partsOf(names: readonly string[]): Set<string> {
  const parts = new Set<string>();
  for (const name of names) {
    const words = findNameRuns(name).flat();
    for (const { text, isInitial, isParticle } of words) {
      const tells = !isInitial && !isParticle && text.length > 2 && isNameWord(text);
      if (tells && (words.length > 1 ? nameStrength(text) !== 'also-ordinary' : true))
        parts.add(text.toLowerCase());
    }
  }
  return parts;
}

/** Stretches of a run that consist of known names, particles between them. */
function knownNames(
  text: string,
  run: NameRun,
  known: ReadonlySet<string>,
): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const isKnown = (token: NameToken): boolean =>
    known.has(token.text.toLowerCase()) && /^\p{Lu}/u.test(token.text);
  for (let index = 0; index < run.length; index += 1) {
    const token = run[index];
    if (!token || !isKnown(token)) continue;
    let last = index;
    for (let next = index + 1; next < run.length; next += 1) {
      const following = run[next];
      if (!following || !(isKnown(following) || following.isParticle)) break;
      if (!following.isParticle) last = next;
    }
    const end = run[last]?.end ?? token.end;
    if (!namesOrganisation(text, run, last)) found.push({ start: particlesBefore(run, index), end });
    index = last;
  }
  return found;
}

/** "van der Velde" alone is the whole surname; before a given name, "van" is a word of the sentence. */
function particlesBefore(run: NameRun, index: number): number {
  let first = index;
  if (nameStrength(run[index]?.text ?? '') === 'given') return run[index]?.start ?? 0;
  while (first > 0 && run[first - 1]?.isParticle) first -= 1;
  return run[first]?.start ?? 0;
}
