import type { Category } from '../../contracts/briefing';
import type { RuleCondition, TriageRule } from '../../contracts/learning';
import { readRuleOutcome } from './rule-outcome';
import { readRuleSubject, unquotedWords } from './rule-subject';

/** What a sentence was understood as, or why it was not, in words. */
export type RuleReading =
  | {
      readonly understood: true;
      readonly conditions: readonly RuleCondition[];
      readonly category: Category;
      readonly urgent: TriageRule['urgent'];
    }
  | { readonly understood: false; readonly problem: string };

export const RULE_EXAMPLES = [
  'Invoices from Acme are act',
  'Anything from the tennis club list can be skipped',
  'Mails with a PDF from lawyers are urgent reply',
  'Skip mails with “weekly digest” in the subject',
] as const;

const LONGEST = 300;

/** A second rule in the same sentence, which would be taken for part of a name. */
const SECOND_RULE =
  /\b(?:is|are|can be|should be|must be)\s+(?:(?:always|never|not|only|just|urgent(?:ly)?)\s+)*(?:repl(?:y|ied)|act(?:ion)?|read|skip(?:ped)?|ignored?|urgent)\b/iu;
/** What people sort by and rules do not know: when a mail came, its size and its state. */
const UNKNOWN_TO_RULES =
  /\b(?:(?:larger|bigger|smaller|longer|shorter|older|newer|more|less) than\b|(?:last|this|next|past) (?:week|month|year|night|morning|weekend)s?\b|(?:before|after|since|until) (?:\d[\d/.-]*|yesterday|today|tomorrow)|yesterday\b|today\b|unread\b|unanswered\b|starred\b|flagged\b|(?:cc|bcc)[’']?d?\b|in copy\b)/iu;

/**
 * Reads a rule: which mails, then what they are (“invoices from Acme are act”), or the other way round (“skip mails about parking”).
 * A small grammar of English; whatever it does not know it says, and guesses nothing.
 */
export function parseRule(sentence: string): RuleReading {
  const text = sentence
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[.!]+$/u, '');
  if (text === '') return not('Write which mails you mean and what they are', 0);
  if (text.length > LONGEST) return not(`Say it in at most ${LONGEST} characters`, 0);
  const outcome = readRuleOutcome(text);
  if (!outcome) return not('It does not say what these mails are: reply, act, read or skip', 0);
  if (outcome.subject === '') return not('It does not say which mails', 1);
  const grammar = unquotedWords(outcome.subject);
  if (SECOND_RULE.test(grammar)) return not('It says two things. Write a rule for each', 0);
  const unknown = UNKNOWN_TO_RULES.exec(grammar)?.[0];
  if (unknown)
    return not(
      `Rules do not know “${unknown}”: they look at sender, recipient, list, subject, text and attachments. Put it in quotation marks if the mail says it`,
      3,
    );
  const conditions = readRuleSubject(outcome.subject);
  if (conditions.length === 0)
    return not(
      'That would be all mails. Say from whom, about what, over which list or with what attachment',
      2,
    );
  return { understood: true, conditions, category: outcome.category, urgent: outcome.urgent };
}

function not(problem: string, example: number): RuleReading {
  return {
    understood: false,
    problem: `${problem}. For instance: “${RULE_EXAMPLES[example] ?? RULE_EXAMPLES[0]}”.`,
  };
}
