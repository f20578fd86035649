import type { Category } from '../../contracts/briefing';

export interface RuleOutcome {
  /** The words that say which mails. */
  readonly subject: string;
  readonly category: Category;
  readonly urgent: boolean | null;
}

/** Ways to say each category, as one reads them at the end of a rule. */
const WORDS: Readonly<Record<Category, string>> = {
  reply:
    'repl(?:y|ies)|answer(?:s|ed)?|answering|replied(?: to)?|(?:need|want|get|require|deserve|expect)s? (?:a|an|my)? ?(?:reply|answer|response)|to (?:answer|reply to)',
  act: 'act|action|acts|tasks?|to-?dos?|to do|jobs?|done|handled|acted on|dealt with|(?:need|want|require)s? (?:an? )?(?:action|doing|handling)',
  read: 'read|reading|fyi|for information|information|informational|worth knowing|worth reading|to (?:read|know)|news',
  skip: 'skip|skips|skipped|ignored?|noise|junk|spam|not needed|not interesting|unimportant|irrelevant|hidden|to (?:skip|ignore)',
};
const CATEGORY_ORDER = ['reply', 'act', 'skip', 'read'] as const;

const LINK =
  '(?:is|are|count(?:s)? as|mean(?:s)?|go(?:es)? (?:to|under|into)|belong(?:s)? (?:to|in|under)|can (?:always |all )?be|should (?:always |all )?be|must (?:always |all )?be|(?:is|are) (?:always|only|just|all)|can be sorted as|should go (?:to|under|into)|→|->|=>|:|=)';
const URGENCY =
  '(?:(?<notUrgent>not urgent|never urgent|without hurry)|(?<urgent>urgent(?:ly)?|pressing|at once|immediately|right away))';
const FILLER =
  '(?:always |only |just |all |merely |a |an |for |as |and |but |, ?|to be |marked as |sorted as |treated as )*';

/** Splits a rule into the mails it is about and what it makes of them; null when it says no category. */
export function readRuleOutcome(text: string): RuleOutcome | null {
  return readAtEnd(text) ?? readAtStart(text);
}

function readAtEnd(text: string): RuleOutcome | null {
  for (const category of CATEGORY_ORDER) {
    const spoken = `(?:${WORDS[category]})`;
    const patterns = [
      `^(?<subject>.*?)\\s*,?\\s*${LINK}\\s*${FILLER}(?:${URGENCY} ?,? ?)?${FILLER}${spoken}(?:\\s*,?\\s*(?:and |but |if )?(?:are |is )?${URGENCY.replace(/<notUrgent>/u, '<notUrgentLater>').replace(/<urgent>/u, '<urgentLater>')})?$`,
      `^(?<subject>.*?)\\s+(?:always )?(?<verb>(?:need|want|get|require|deserve|expect)s? (?:a |an |my )?)${URGENCY.replace(/\)$/u, ')?')} ?${category === 'reply' ? '(?:reply|answer|response)' : category === 'act' ? '(?:action|doing|handling)' : category === 'read' ? '(?:reading)' : '(?:skipping|no attention|nothing)'}$`,
    ];
    for (const pattern of patterns) {
      const found = new RegExp(pattern, 'iu').exec(text)?.groups;
      if (found) return { subject: (found['subject'] ?? '').trim(), category, urgent: urgencyIn(found) };
    }
  }
  return null;
}

const ORDERS: readonly { readonly pattern: RegExp; readonly category: Category }[] = [
  { pattern: /^(?:please )?(?:always )?(?:skip|ignore|hide|bin|drop)\s+(?<subject>.+)$/iu, category: 'skip' },
  {
    pattern: /^(?:please )?(?:always )?(?:i )?(?:always )?(?:reply to|answer|respond to)\s+(?<subject>.+)$/iu,
    category: 'reply',
  },
  { pattern: /^(?:please )?(?:always )?(?:act on|handle|deal with)\s+(?<subject>.+)$/iu, category: 'act' },
  { pattern: /^(?:please )?(?:only |always |just )?(?:read|show me)\s+(?<subject>.+)$/iu, category: 'read' },
];
const MARKED =
  /^(?:please )?(?:always )?(?:mark|sort|put|treat|file|count)\s+(?<subject>.+?)\s+(?:as|under|into|in|to)\s+(?<rest>.+)$/iu;

function readAtStart(text: string): RuleOutcome | null {
  const marked = MARKED.exec(text)?.groups;
  if (marked) return readAtEnd(`${marked['subject'] ?? ''} are ${marked['rest'] ?? ''}`);
  for (const { pattern, category } of ORDERS) {
    const found = pattern.exec(text)?.groups;
    if (!found) continue;
    const { rest, urgent } = withoutUrgency(found['subject'] ?? '');
    return { subject: rest, category, urgent };
  }
  return null;
}

function withoutUrgency(text: string): { readonly rest: string; readonly urgent: boolean | null } {
  const found = new RegExp(`[ ,]+${URGENCY}$`, 'iu').exec(text);
  return found
    ? { rest: text.slice(0, found.index), urgent: urgencyIn(found.groups ?? {}) }
    : { rest: text, urgent: null };
}

function urgencyIn(groups: Readonly<Record<string, string | undefined>>): boolean | null {
  if (groups['notUrgent'] ?? groups['notUrgentLater']) return false;
  return (groups['urgent'] ?? groups['urgentLater']) ? true : null;
}
