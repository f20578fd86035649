import { NEVER_NAMES, ORDINARY_WORDS } from './ordinary-words';

/** A word of a text; the possessive 's is left out. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Words that stand inside names without a capital: Sanne de Wit. */
const PARTICLES = new Set(
  'de den der del della di da do dos du la le van von vom zu zur af av bin ibn el al y e'.split(' '),
);

const WORD = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;

/** The words of a text in order, hyphenated ones whole. */
export function findWords(text: string): Word[] {
  return [...text.matchAll(WORD)].map((match) => {
    const bare = match[0].replace(/['’]s$/iu, '');
    return { text: bare, start: match.index, end: match.index + bare.length };
  });
}

/** Whether a word at this offset opens a sentence, a line or a quotation, so that its capital says nothing. */
export function opensSentence(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 12), start);
  return /(?:^|\n[\s>*•–-]*|[.!?:;…]["'”’)\]]*\s+["'“‘(]*|["“‘(])$/u.test(before);
}

/** Runs of capitalised words, particles between them included. A word that only opens a sentence and is an ordinary one is no name. */
export function findNames(text: string): Word[] {
  const names: Word[] = [];
  // Where the current run, with the particles after it, ends; null between runs.
  let runEnd: number | null = null;
  for (const word of findWords(text)) {
    const last = names.at(-1);
    const adjoins: boolean =
      runEnd !== null && /^(?:[ \u00a0]|\s?&\s?)$/u.test(text.slice(runEnd, word.start));
    if (isNameLike(text, word)) {
      const start = adjoins && last ? last.start : word.start;
      const name = { start, end: word.end, text: text.slice(start, word.end) };
      if (adjoins) names[names.length - 1] = name;
      else names.push(name);
      runEnd = word.end;
    } else {
      runEnd = adjoins && PARTICLES.has(word.text) ? word.end : null;
    }
  }
  return names;
}

function isNameLike(text: string, word: Word): boolean {
  if (!/\p{Lu}/u.test(word.text) || NEVER_NAMES.has(word.text)) return false;
  if (!ORDINARY_WORDS.has(word.text.toLowerCase().replace('’', "'"))) return true;
  return !opensSentence(text, word.start);
}
