import type { Category } from '../../../contracts/briefing';
import type { RuleField, RuleTest } from '../../../contracts/learning';

/**
 * How rules are said in one language. Patterns are sources of regular expressions that mind no case; their alternatives need no brackets around
 * them.
 */
export interface RuleGrammar {
  /** Sentences that are understood: each field, word order and use of quotation marks once. */
  readonly examples: readonly [string, string, string, string];
  /** Little words that hardly any sentence of the language lacks and others do without. */
  readonly telltales: string;
  readonly outcome: OutcomeGrammar;
  readonly subject: SubjectGrammar;
  /** A second rule in the same sentence, which would be taken for part of a name. */
  readonly secondRule: RegExp;
  /** What people sort by and rules do not know: when a mail came, its size and its state. */
  readonly unknown: RegExp;
}

/** What a rule makes of mails. */
export interface OutcomeGrammar {
  /** Ways to say each category, as one reads them at the end of a rule. */
  readonly words: Readonly<Record<Category, string>>;
  /** What may follow such a word: participles and auxiliaries, where verbs stand last. */
  readonly tail: string;
  /** Between the mails and the word. */
  readonly link: string;
  readonly urgent: string;
  readonly notUrgent: string;
  /** Says nothing, wherever it stands before the word; with the space behind it. */
  readonly filler: string;
  /** Before an urgency that comes last. */
  readonly more: string;
  /** Verbs whose object is the category, as “need an”; with the space behind them. */
  readonly need: string;
  /** Their objects. */
  readonly needed: Readonly<Record<Category, string>>;
  /** Verbs that end a rule without any link, where the language has such an order. */
  readonly verbs: Readonly<Record<Category, string>> | null;
  /** An order in which the mails come last, with `{outcome}`, where there is one. */
  readonly inverted: string | null;
  /** What a rule begins with when it is a command. */
  readonly orders: Readonly<Record<Category, string>>;
  /** Whole commands that name the category last: `subject` and `rest`, the words of the category. */
  readonly marked: readonly RegExp[];
  /** At the end of what says which mails: the rule was not understood, for it says the contrary, or of a part of the mail. */
  readonly leftOver: RegExp;
}

/** How each part of a mail is introduced. */
export interface Marker {
  readonly pattern: string;
  readonly field: RuleField;
  readonly test: RuleTest;
  /** What must follow, capital letters being told from small ones. */
  readonly followedBy?: RegExp;
  /** The word joins nouns as well, and introduces nothing behind another part. */
  readonly onlyFirst?: boolean;
  /** The word stands in names of people as well, and introduces nothing within the name of a sender. */
  readonly inNames?: boolean;
}

/** What stands behind a value and says more of it. */
export interface Closing {
  readonly pattern: RegExp;
  /** The field that its value was introduced as. */
  readonly of: RuleField;
  readonly field: RuleField;
  /** As introduced where it is left out. */
  readonly test?: RuleTest;
}

/** Which mails a rule is about. */
export interface SubjectGrammar {
  /** What stands between two of these is the value of the first. Of markers that overlap the first counts. */
  readonly markers: readonly Marker[];
  readonly closings: readonly Closing[];
  /** Between values of which one is enough. */
  readonly joins: RegExp;
  /** Before a value: words for mail in general, articles. */
  readonly leading: readonly RegExp[];
  readonly trailing: RegExp;
  /** What alone is no value. */
  readonly nothing: RegExp;
  /** Says only that a file is meant, beside its kind. */
  readonly fileNoun: RegExp;
  /** What is taken for the ending of a file's name, in the singular. */
  readonly fileEnding: RegExp;
  /** Kinds of file that people call by another name than their ending, in the singular unless it ends in more than an “s”. */
  readonly fileKinds: Readonly<Record<string, readonly string[]>>;
}

/** Kinds of file as attachments tell them, by name or media type. */
export const FILE_KINDS = {
  calendar: ['text/calendar', '.ics'],
  image: ['image/'],
  spreadsheet: ['.xls', '.ods', '.csv', 'spreadsheet'],
  presentation: ['.ppt', '.odp', 'presentation'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Names and endings of kinds of file that are the same in every language. */
export const FILE_ENDINGS = '\\.?(?:pdf|docx?|xlsx?|pptx?|csv|zip|ics|png|jpe?g)s?';

/** Endings alone: short words of the language are no endings. */
export const FILE_ENDING =
  /^(?:pdf|docx?|odt|txt|xlsx?|xl|od|csv|pptx?|odp|zip|rar|ic|eml|png|gif|jpe?g|xml|html?)$/u;

/** Looks for the pattern as words of their own; letters with marks are letters. */
export function wholeWords(pattern: string, flags = 'iu'): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, flags);
}
