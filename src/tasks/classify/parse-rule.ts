import type { Category } from '../../contracts/briefing';
import type { RuleCondition, TriageRule } from '../../contracts/learning';
import type { PageLanguage } from '../../contracts/settings';
import { ENGLISH } from './rule-grammar/english';
import { GERMAN } from './rule-grammar/german';
import { wholeWords, type RuleGrammar } from './rule-grammar/rule-grammar';
import { SPANISH } from './rule-grammar/spanish';
import { createOutcomeReader, type RuleOutcome } from './rule-outcome';
import { createSubjectReader, unquotedWords } from './rule-subject';

/** What a sentence was understood as, or why it was not, in words. */
export type RuleReading =
  | {
      readonly understood: true;
      readonly conditions: readonly RuleCondition[];
      readonly category: Category;
      readonly urgent: TriageRule['urgent'];
    }
  | { readonly understood: false; readonly problem: string };

const GRAMMARS: Readonly<Record<PageLanguage, RuleGrammar>> = { en: ENGLISH, de: GERMAN, es: SPANISH };

/** Sentences that are understood, for a start: the same in each language. */
export function ruleExamplesIn(language: PageLanguage): RuleGrammar['examples'] {
  return GRAMMARS[language].examples;
}

const LONGEST = 300;

const LANGUAGES = ['en', 'de', 'es'] as const satisfies readonly PageLanguage[];
const READERS = LANGUAGES.map(readerOf);

type Reader = ReturnType<typeof readerOf>;

function readerOf(language: PageLanguage) {
  const grammar = GRAMMARS[language];
  const telltales = wholeWords(grammar.telltales);
  return {
    ...{ language, grammar },
    readOutcome: createOutcomeReader(grammar.outcome),
    readSubject: createSubjectReader(grammar.subject),
    firstTelltale: (text: string): number => telltales.exec(text)?.index ?? text.length,
  };
}

/**
 * Reads a rule: which mails, then what they are (“invoices from Acme are act”), or the other way round (“skip mails about parking”), in English,
 * German or Spanish, whichever it is written in. A small grammar for each; whatever they do not know they say, and guess nothing.
 * @param language of the page: read by first where a sentence could be of several, and the language of the example beside a problem, which is told in English.
 */
export function parseRule(sentence: string, language: PageLanguage = 'en'): RuleReading {
  const { examples } = GRAMMARS[language];
  const not = (problem: string, example: number): RuleReading => ({
    understood: false,
    problem: `${problem}. For instance: “${examples[example] ?? examples[0]}”.`,
  });
  const text = sentence
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[.!]+$/u, '');
  if (text === '') return not('Write which mails you mean and what they are', 0);
  if (text.length > LONGEST) return not(`Say it in at most ${LONGEST} characters`, 0);
  const read = readInItsLanguage(text, language);
  if (!read) return not('It does not say what these mails are: reply, act, read or skip', 0);
  const { outcome, reader } = read;
  if (outcome.subject === '') return not('It does not say which mails', 1);
  const words = unquotedWords(outcome.subject);
  if (reader.grammar.secondRule.test(words)) return not('It says two things. Write a rule for each', 0);
  const unknown = reader.grammar.unknown.exec(words)?.[0];
  if (unknown)
    return not(
      `Rules do not know “${unknown}”: they look at sender, recipient, list, subject, text and attachments. Put it in quotation marks if the mail says it`,
      3,
    );
  const conditions = reader.readSubject(outcome.subject);
  if (conditions.length === 0)
    return not(
      'That would be all mails. Say from whom, about what, over which list or with what attachment',
      2,
    );
  return { understood: true, conditions, category: outcome.category, urgent: outcome.urgent };
}

/**
 * A colon and “spam” say the same in each language. Such a rule is of the one whose little words it has first: names of other languages stand
 * behind the word that introduces them.
 */
function readInItsLanguage(
  text: string,
  language: PageLanguage,
): { readonly outcome: RuleOutcome; readonly reader: Reader } | null {
  const words = unquotedWords(text);
  const ofPageFirst = READERS.toSorted(
    (a, b) => Number(b.language === language) - Number(a.language === language),
  );
  for (const reader of ofPageFirst.sort((a, b) => a.firstTelltale(words) - b.firstTelltale(words))) {
    const outcome = reader.readOutcome(text);
    if (outcome) return { outcome, reader };
  }
  return null;
}
