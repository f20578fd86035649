import type { Category } from '../../contracts/briefing';
import type { OutcomeGrammar } from './rule-grammar/rule-grammar';
import { unquotedWords } from './rule-subject';

export interface RuleOutcome {
  /** The words that say which mails. */
  readonly subject: string;
  readonly category: Category;
  readonly urgent: boolean | null;
}

/** Splits a rule into the mails it is about and what it makes of them; null when it says no category. */
export type OutcomeReader = (text: string) => RuleOutcome | null;

type Groups = Readonly<Record<string, string | undefined>>;

/** Where a word is of two categories, the first counts. */
const CATEGORY_ORDER = ['reply', 'act', 'skip', 'read'] as const;
/** Between the mails and the word, in every language. */
const SIGNS = '→|->|=>|:|=';

const WORD = '{filler}(?:{urgency} ?,? ?{filler})?{word}';
const URGENT = '{filler}(?:{urgent})';
/** Whole rules, with the mails first; `{…}` is the grammar's. */
const AT_END = [
  `(?<subject>.*?)\\s*,?\\s*{link}\\s*${WORD}{tail}(?:\\s*,?\\s*{more}{urgency})?`,
  '(?<subject>.*?)\\s+{need}{urgency}? ?{needed}(?: {urgency})?',
];
const VERB_AT_END = `(?<subject>.+?)\\s*,?\\s+${WORD.replace('{word}', '{verb}')}(?:\\s*,?\\s*{more}{urgency})?`;
/** Signs are left out: behind a colon may stand what a subject line says. */
const URGENT_AT_END = `(?<subject>.*?)\\s*,?\\s*{verbLink}\\s+${URGENT}{tail}`;
const ORDER = '{order}\\s+(?<subject>.+)';

/** Makes a reader of one language's outcomes. */
export function createOutcomeReader(grammar: OutcomeGrammar): OutcomeReader {
  const parts = partsOf(grammar);
  const patternsOf = (templates: readonly (string | null)[]): readonly RegExp[] =>
    templates.flatMap((template) => (template === null ? [] : [filled(template, parts)]));
  const { inverted } = grammar;
  const atEnd = patternsOf([...AT_END, grammar.verbs && VERB_AT_END]);
  const atStart = patternsOf([ORDER, inverted && inverted.replace('{outcome}', WORD)]);
  const onlyUrgent = patternsOf([URGENT_AT_END, inverted && inverted.replace('{outcome}', URGENT)]);
  const lastUrgency = new RegExp(`[ ,]+${parts.urgency}$`, 'iu');

  /** What a pattern finds, unless its subject shows that the rest was misunderstood. */
  function groupsIn(text: string, patterns: readonly RegExp[]): Groups | null {
    for (const pattern of patterns) {
      const found = pattern.exec(text)?.groups;
      if (found && !grammar.leftOver.test(unquotedWords(subjectIn(found)))) return found;
    }
    return null;
  }

  function readAtEnd(text: string): RuleOutcome | null {
    const found = groupsIn(text, atEnd);
    return found && { subject: subjectIn(found), category: categoryIn(found), urgent: urgencyIn(found) };
  }

  function readMarked(text: string): RuleOutcome | null {
    for (const pattern of grammar.marked) {
      const { subject = '', rest = '' } = pattern.exec(text)?.groups ?? {};
      if (subject === '') continue;
      const outcome = readAtEnd(`${subject} = ${rest}`);
      if (outcome) return outcome;
      const { rest: others, urgent } = withoutUrgency(` ${rest}`);
      if (others === '' && urgent) return { subject, category: 'act', urgent };
    }
    return null;
  }

  function readAtStart(text: string): RuleOutcome | null {
    const found = groupsIn(text, atStart);
    if (!found) return null;
    const { rest, urgent } = withoutUrgency(subjectIn(found));
    return { subject: rest, category: categoryIn(found), urgent: urgent ?? urgencyIn(found) };
  }

  /** What is only called urgent is to be done. */
  function readOnlyUrgent(text: string): RuleOutcome | null {
    const found = groupsIn(text, onlyUrgent);
    return found && { subject: subjectIn(found), category: 'act', urgent: true };
  }

  function withoutUrgency(text: string): { readonly rest: string; readonly urgent: boolean | null } {
    const found = lastUrgency.exec(text);
    return found
      ? { rest: text.slice(0, found.index), urgent: urgencyIn(found.groups ?? {}) }
      : { rest: text, urgent: null };
  }

  return (text) => readAtEnd(text) ?? readMarked(text) ?? readAtStart(text) ?? readOnlyUrgent(text);
}

function partsOf(grammar: OutcomeGrammar) {
  const { words, tail, link, urgent, notUrgent, filler, more, need, needed, verbs, orders } = grammar;
  return {
    ...{ tail, more, need, urgent },
    urgency: `(?:(?<notUrgent>${notUrgent})|(?<urgent>${urgent}))`,
    link: `(?:${link}|${SIGNS})`,
    verbLink: `(?:${link})`,
    filler: `(?:${filler})*`,
    word: anyCategory(words),
    needed: anyCategory(needed),
    verb: verbs ? anyCategory(verbs) : '',
    order: anyCategory(orders),
  };
}

function anyCategory(patterns: Readonly<Record<Category, string>>): string {
  return `(?:${CATEGORY_ORDER.map((category) => `(?<${category}>${patterns[category]})`).join('|')})`;
}

/** Puts the parts into a template, for a whole text; groups that come several times are told apart by a number. */
function filled(template: string, parts: Readonly<Record<string, string>>): RegExp {
  let count = 0;
  const source = template
    .replace(/\{(\w+)\}/gu, (_, name: string) => parts[name] ?? '')
    .replace(/\(\?<(urgent|notUrgent)>/gu, (_, name: string) => `(?<${name}${count++}>`);
  return new RegExp(`^${source}$`, 'iu');
}

function subjectIn(groups: Groups): string {
  return (groups['subject'] ?? '').trim();
}

function categoryIn(groups: Groups): Category {
  return CATEGORY_ORDER.find((category) => groups[category] !== undefined) ?? 'read';
}

function urgencyIn(groups: Groups): boolean | null {
  const isSaid = (name: string): boolean =>
    Object.entries(groups).some(([group, text]) => group.startsWith(name) && text !== undefined);
  if (isSaid('notUrgent')) return false;
  return isSaid('urgent') ? true : null;
}
