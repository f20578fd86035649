import { contentWords, words } from '../tasks/draft/content-words';
import { detectLanguage } from '../tasks/draft/language';
import { splitSentences } from '../tasks/text/sentences';

export interface CoverageContext {
  /** What the draft answers, without its headers. */
  readonly mailText: string;
}

/** A place to fill in or to choose in, as drafts have them: `[date]`, `[can / cannot]`. */
const BLANK = /\[[^[\]\n]{1,160}\]/u;
/** What labels say of any point. */
const LABEL_WORDS = new Set(
  contentWords(
    'yes no whether choice choose chosen which answer answered position view say tell told confirm confirmation decide decision give given ' +
      'name acknowledge acknowledgement regret apology when how why who what where time timing alternative option known possible',
  ),
);
/** What a refusal opens with. */
const REGRETS = new Set(contentWords('afraid sorry unfortunately regret'));
/** How people answer, decline or put off in English, German and Spanish. */
const STANCE =
  /\b(?:yes|no|not|cannot|can|will|would|shall|won['’]t|can['’]t|agree|agreed|accept|decline|approve|approved|refuse|afraid|unfortunately|sorry|regret|apologi[sz]e|happy|glad|fine|ok|okay|confirm|confirmed|let\s+(?:you|us)|go\s+(?:ahead|with|for)|prefer|choose|because|by|until|after|ja|nein|gern|leider|melde|werde|sí|claro|lamento|siento|contestaré|confirmo)\b/iu;
const GREETING =
  /^(?:(?:hi|hello|hey|dear|hallo|liebe[rs]?|sehr|guten|hola|estimad[oa]|bonjour|buongiorno|beste)\b[^.?!]{0,60}|\p{Lu}[^.?![\]]{0,40},)$/iu;
/** Share of a line's runs of three words that stand in the mail as they are, from which on it only repeats. */
const REPETITION = 0.8;

/** Words shared with one sentence of the mail that make a line its answer. */
const FEWEST_SHARED = 2;
/** A line of so few words says what it is about by what it answers only: "I cannot do it." */
const BARE_WORDS = 2;
/** How many sentences of the mail before the one that a bare line takes up it may point to. */
const REACH = 3;
/** What a word of the point is worth that stands only in the sentence of the mail that a line takes up, and in those before it, which "it" and "which" point to. */
interface Worth {
  readonly takenUp: number;
  readonly before: number;
}
const OF_BARE_LINE: Worth = { takenUp: 0.6, before: 0.4 };
const OF_LINE: Worth = { takenUp: 0.6, before: 0.2 };
/** Share of the point's words that must be met; less where the mail is not in the language of the labels. */
const LEAST_SHARE = 0.34;
const LEAST_SHARE_ABROAD = 0.2;
/** A line of which so much stands in the point is about the point, however long that is. */
const LEAST_OF_LINE = 0.5;
/** What it adds that the blank is of the kind that the point asks for; little where that is yes or no, which most points ask for. */
const IN_KIND = 0.3;
/** A choice that is more than yes or no. */
const CHOICE = /\[(?:your choice|(?![^[\]]*(?:\bnot?|cannot)\b)[^[\]]+ \/ [^[\]]+)\]/iu;
/** An entry of a list with letters or numbers, and a line that chooses among them: "option [a / b]". */
const ENTRY = /(?:^|\s)\(?[a-e1-5]\)\s[^\n]+/giu;
const NAMES_ENTRY = /\[[a-e1-5](?: \/ [a-e1-5])+\]/iu;
const KINDS: readonly (readonly [asked: RegExp, blank: RegExp, worth: number])[] = [
  [/\b(?:where|place)\b/iu, /\[place\]/iu, IN_KIND],
  [/\b(?:who|names?|named|person)\b/iu, /\[names?\]/iu, IN_KIND],
  [/\b(?:when|time|date|day)\b/iu, /\[(?:date|time)\]/iu, IN_KIND],
  [/\b(?:number|head ?count|how many|figure|width|size)\b/iu, /\[number\]/iu, IN_KIND],
  [/\b(?:amount|rate|price|fee|cost|sum)\b/iu, /\[amount\]/iu, IN_KIND],
  [
    /\b(?:yes or no|whether|agree|accept|approve)\b/iu,
    /\[[^[\]]+ \/ [^[\]]*(?:not?|cannot)\b[^[\]]*\]/iu,
    IN_KIND / 2,
  ],
  [/\b(?:choice|choose|chosen|decide|which|option|or)\b/iu, CHOICE, IN_KIND],
];
/** Letters that make words of two languages the same: "contract" and "contratto". */
const COGNATE_LETTERS = 4;
const NOTHING: ReadonlySet<string> = new Set();

/**
 * Whether a draft covers a point of its mail. The rule: some sentence of the draft
 *
 * 1. *responds*: it holds a blank to fill in or, with what it quotes left out, is no question, does not repeat the mail word for word, and states a position
 *    (yes, no, will, cannot, by when, …) or something that the mail does not say; and
 * 2. is *about the point*: half of its own content words stand in the point, or it meets 0.34 of the point's content words (0.2 where the mail is not in English). A
 *    word counts 1 in the sentence itself, 0.6 in the one sentence of the mail that it takes up, 0.2 in the sentence before that. A line with few words of its own
 *    ("I cannot do it", or a choice) points back further: 0.4 in the three sentences before. A line with words enough and none of the point's is about
 *    something else. 0.3 is added when its blank is of the kind asked for (a place for "where"), 0.15 where that is yes or no; where the mail has none of the point's
 *    words, the kind decides alone.
 *
 * Of "X, or Y" either will do, and by when the answer is due is no part of the point. Words that labels say of any point ("whether", "choice") do not count, so that
 * a blank that names nothing ("My answer: […]") is about nothing.
 *
 * Agreement with people's judgement is tested in `draft-coverage.test.ts`: the weights were chosen on the first two sets of cases, the third was judged afterwards.
 */
export function coversPoint(draftText: string, point: string, { mailText }: CoverageContext): boolean {
  const mail = sentencesOf(mailText).map((sentence) => new Set(contentWords(sentence)));
  const entries = new Set(contentWords((mailText.match(ENTRY) ?? []).join('\n')));
  const said = new Set(mail.flatMap((sentence) => [...sentence]));
  const runs = new Set(runsOf(mailText));
  const lines = linesOf(draftText).filter((line) => responds(line, said, runs));
  const least = detectLanguage(mailText) === 'en' ? LEAST_SHARE : LEAST_SHARE_ABROAD;
  return alternativesOf(point).some((alternative) => {
    const wanted = wantedOf(alternative);
    const isForeign = !wanted.some((word) => holds(said, word));
    return lines.some((line) => {
      const inKind = kindMet(line, alternative);
      // Words of the label alone cannot be looked up; the kind of the answer has to do.
      if (isForeign) return inKind === IN_KIND;
      // The sender's own letters stand for the entries of that list.
      const share = NAMES_ENTRY.test(line)
        ? shareOf(wanted, (word) => (holds(entries, word) ? OF_LINE.takenUp : 0))
        : shareMet(line, wanted, mail, inKind === IN_KIND && CHOICE.test(line));
      return share > 0 && share + inKind >= least;
    });
  });
}

/** "where the mattresses are, or that it will be checked": either will do. A date that the answer is due by is no part of what is asked, unless it is all there is. */
function alternativesOf(point: string): string[] {
  const undated = point.replace(DUE, ' ').trim();
  const asked = wantedOf(undated).length > 0 ? undated : point;
  return [asked, ...asked.split(/,\s+or\s+/iu)];
}

const DUE =
  /(?<=\p{L}.*),?\s+(?:by|before|until)\s(?:(?!\b(?:whether|which|who|what|when|if|or)\b).)*(?=$|\b(?:whether|which|who|what|when|if|or)\b)/iu;

function wantedOf(point: string): string[] {
  return [...new Set(contentWords(point))].filter((word) => !LABEL_WORDS.has(word));
}

function responds(line: string, said: ReadonlySet<string>, runs: ReadonlySet<string>): boolean {
  if (BLANK.test(line)) return true;
  const own = line.replace(/[“"„«][^”"“»]*[”"“»]/gu, ' ').trim();
  if (own.endsWith('?') || repeats(own, runs)) return false;
  return STANCE.test(own) || contentWords(own).some((word) => !said.has(word));
}

function repeats(line: string, runs: ReadonlySet<string>): boolean {
  const own = runsOf(line);
  return own.length > 0 && own.filter((run) => runs.has(run)).length >= REPETITION * own.length;
}

function runsOf(text: string): string[] {
  const all = words(text);
  return all.slice(2).map((word, at) => `${all[at] ?? ''} ${all[at + 1] ?? ''} ${word}`);
}

/** What the kind of the line's blank is worth for the point; 0 when it is of none that the point asks for. */
function kindMet(line: string, point: string): number {
  return Math.max(
    0,
    ...KINDS.map(([asked, blank, worth]) => (asked.test(point) && blank.test(line) ? worth : 0)),
  );
}

/** The share of the point's words that a line meets, itself or by what of the mail it takes up. */
function shareMet(
  line: string,
  wanted: readonly string[],
  mail: readonly ReadonlySet<string>[],
  isChoice: boolean,
): number {
  if (wanted.length === 0) return 0;
  const own = new Set(contentWords(line).filter((word) => !LABEL_WORDS.has(word) && !REGRETS.has(word)));
  const shared = wanted.filter((word) => holds(own, word)).length;
  if (own.size > 0 && shared / own.size >= LEAST_OF_LINE) return 1;
  const isBare = isChoice || own.size <= BARE_WORDS;
  // With words enough of its own and none of the point's it answers another part of that sentence.
  if (!isBare && shared === 0) return 0;
  const worth = isBare ? OF_BARE_LINE : OF_LINE;
  const at = closest(new Set(contentWords(line).filter((word) => !REGRETS.has(word))), mail);
  const takenUp = mail[at] ?? NOTHING;
  const before = new Set(
    mail.slice(Math.max(0, at - (isBare ? REACH : 1)), Math.max(0, at)).flatMap((words) => [...words]),
  );
  return shareOf(wanted, (word) =>
    holds(own, word) ? 1 : holds(takenUp, word) ? worth.takenUp : holds(before, word) ? worth.before : 0,
  );
}

function shareOf(wanted: readonly string[], worthOf: (word: string) => number): number {
  return wanted.reduce((sum, word) => sum + worthOf(word), 0) / Math.max(1, wanted.length);
}

function holds(among: ReadonlySet<string>, word: string): boolean {
  // Stemming leaves short words whole: "move" beside "mov" of "moving".
  if (among.has(word) || among.has(`${word}e`) || among.has(word.replace(/e$/u, ''))) return true;
  if (word.length < COGNATE_LETTERS || /\p{N}/u.test(word)) return false;
  const root = word.slice(0, COGNATE_LETTERS);
  return [...among].some((other) => other.startsWith(root));
}

/** Which sentence of the mail shares most words with the line; -1 when none shares enough. */
function closest(own: ReadonlySet<string>, mail: readonly ReadonlySet<string>[]): number {
  let best = -1;
  if (own.size === 0) return best;
  let most = Math.min(FEWEST_SHARED, own.size) - 1;
  for (const [index, sentence] of mail.entries()) {
    const shared = [...own].filter((word) => sentence.has(word)).length;
    if (shared > most) [best, most] = [index, shared];
  }
  return best;
}

/** The sentences of a draft, its greeting left out. */
function linesOf(draftText: string): string[] {
  const lines = draftText
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.slice(GREETING.test(lines[0] ?? '') ? 1 : 0).flatMap(sentencesOf);
}

function sentencesOf(text: string): string[] {
  return splitSentences(text, 0, text.length).map(({ start, end }) =>
    text.slice(start, end).replace(/\s+/gu, ' '),
  );
}
