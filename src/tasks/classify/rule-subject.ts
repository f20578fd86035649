import type { RuleCondition, RuleField, RuleTest } from '../../contracts/learning';

/** How each part of a mail is introduced; what stands between two of these is the value of the first. */
const MARKERS: readonly { readonly pattern: string; readonly field: RuleField; readonly test: RuleTest }[] = [
  {
    pattern: '(?:with|having|that have|which have) no attachments?|without (?:an |any )?attachments?',
    field: 'attachment',
    test: 'not-contains',
  },
  {
    pattern: '(?:but )?(?:not|never|except|excluding|unless)(?: those| ones| mails?)?(?: sent)? (?:from|by)',
    field: 'sender',
    test: 'not-contains',
  },
  {
    pattern:
      "(?:but )?(?:not about|not mentioning|not containing|without the words?|that do(?:es)? not mention|that don['’]t mention|excluding)",
    field: 'text',
    test: 'not-contains',
  },
  {
    pattern:
      '(?:whose|where the|with the|with a|and the|and a)? ?(?:subject|title)(?: line)?s?(?: that)? (?:says?|is|reads?|equals?)(?: exactly)?',
    field: 'subject',
    test: 'is',
  },
  {
    pattern:
      '(?:whose|where the|with the|with a|with|and the|and a)? ?(?:subject|title)(?: line)?s?(?: that)? (?:contain(?:s|ing)?|mention(?:s|ing)?|has|have|with|includ(?:es?|ing))',
    field: 'subject',
    test: 'contains',
  },
  {
    pattern: '(?:with|having|under)(?: an?| the)? (?:subject|title)(?: line)?s?',
    field: 'subject',
    test: 'contains',
  },
  {
    pattern:
      '(?:sent |posted )?(?:over|via|through|on|to|from|of|by)(?=\\s(?:(?!\\b(?:from|to|about|with)\\b)[^"“”])*?\\b(?:mailing list|list|newsletter)\\b)',
    field: 'list',
    test: 'contains',
  },
  {
    pattern: '(?:(?:that|which|they) (?:are|is|were|come|comes) |sent |coming |written )?(?:from|by)',
    field: 'sender',
    test: 'contains',
  },
  {
    pattern: '(?:(?:that|which) (?:are|is|were) )?(?:addressed |sent |written )?to',
    field: 'recipient',
    test: 'contains',
  },
  {
    pattern:
      '(?:with|that have|which have|having|containing|carrying) (?:an? |any |some )?(?:attached |attachments?(?: (?:called|named|of type))?)',
    field: 'attachment',
    test: 'contains',
  },
  {
    pattern:
      '(?:with|that have|which have|having|containing|carrying)(?: (?:an?|any|some))?(?=\\s\\.?(?:pdf|docx?|xlsx?|pptx?|csv|zip|ics|png|jpe?g|calendar|image|picture|photo|spreadsheet|presentation)s?\\b)',
    field: 'attachment',
    test: 'contains',
  },
  {
    pattern:
      '(?:that |which )?(?:mention(?:s|ing)?|contain(?:s|ing)?|say(?:s|ing)?|with the words?|with|includ(?:es?|ing)|talk(?:s|ing)? about|concerning|regarding|about|on|for)',
    field: 'text',
    test: 'contains',
  },
];

/** Kinds of file that people call by another name than their ending. */
const FILE_KINDS: Readonly<Record<string, readonly string[]>> = {
  calendar: ['text/calendar', '.ics'],
  image: ['image/'],
  picture: ['image/'],
  photo: ['image/'],
  spreadsheet: ['.xls', '.ods', '.csv', 'spreadsheet'],
  presentation: ['.ppt', '.odp', 'presentation'],
};

/** Says no more than that mail is meant. */
const ANY_MAIL =
  /^(?:if|when(?:ever)?|all|any|every|each|the|my|those|these|of|other|new|incoming|messages?|(?:e-?)?mails?|anything|everything|whatever|things?|stuff|something|ones?|that|which|it|they|is|are|comes?|sent|and|also|posts?|letters?)(?:\s+|$)/iu;
const TRAILING =
  /\s+(?:mailing list|list|newsletter|(?:e-?)?mails?|messages?|attachments?|attached|in it|in them|in the (?:text|body|mail)|people|and|that|which|they|it|then|are|is|,)$/iu;
const IN_SUBJECT = /\s+(?:in|as) (?:the|its|their) (?:subject|title)(?: line)?$/iu;

/** The conditions that a noun phrase states: “invoices from Acme” is mail from Acme whose text speaks of invoices. */
export function readRuleSubject(subject: string): RuleCondition[] {
  const { text, quotes } = withoutQuotes(subject);
  const marks = marksIn(text);
  const conditions: (RuleCondition | null)[] = [
    conditionOf('text', 'contains', text.slice(0, marks[0]?.start ?? text.length), quotes),
    ...marks.map(({ field, test, end }, index) =>
      conditionOf(field, test, text.slice(end, marks[index + 1]?.start ?? text.length), quotes),
    ),
  ];
  return joinedSenders(conditions.flatMap((condition) => condition ?? []));
}

/** What is not in quotation marks, and so is grammar. */
export function unquotedWords(subject: string): string {
  return withoutQuotes(subject).text;
}

/** “From Ann and from Bob” means either: no mail comes from both. */
function joinedSenders(conditions: readonly RuleCondition[]): RuleCondition[] {
  const named = conditions.filter(({ field, test }) => field === 'sender' && test === 'contains');
  const [first] = named;
  if (!first || named.length === 1) return [...conditions];
  const joined = { ...first, values: named.flatMap(({ values }) => values) };
  return conditions.flatMap((condition) =>
    condition === first ? joined : named.includes(condition) ? [] : condition,
  );
}

interface Mark {
  readonly field: RuleField;
  readonly test: RuleTest;
  readonly start: number;
  readonly end: number;
}

function marksIn(text: string): Mark[] {
  const taken: Mark[] = [];
  for (const { pattern, field, test } of MARKERS) {
    for (const found of text.matchAll(
      new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'giu'),
    )) {
      const start = found.index;
      const end = start + found[0].length;
      if (!taken.some((mark) => start < mark.end && mark.start < end))
        taken.push({ field, test, start, end });
    }
  }
  return taken.sort((a, b) => a.start - b.start);
}

function conditionOf(
  field: RuleField,
  test: RuleTest,
  spoken: string,
  quotes: readonly string[],
): RuleCondition | null {
  const inSubject = field === 'text' && IN_SUBJECT.test(spoken);
  const values = alternatives(inSubject ? spoken.replace(IN_SUBJECT, '') : spoken, quotes);
  if (field === 'attachment') return { field, test, values: values.flatMap(fileValues) };
  if (values.length === 0) return null;
  return { field: inSubject ? 'subject' : field, test, values };
}

/** “Ana, Ben or the board” is three values of which one is enough. */
function alternatives(spoken: string, quotes: readonly string[]): string[] {
  return spoken
    .split(/\s*,\s*|\s+(?:or|and|nor)\s+|\s*\/\s*/iu)
    .map((part) => bare(part))
    .filter((part) => part !== '')
    .map((part) => part.replace(/\uE000(\d+)\uE000/gu, (_, index: string) => quotes[Number(index)] ?? ''));
}

function bare(part: string): string {
  let text = part.trim();
  for (let before = ''; before !== text;) {
    before = text;
    text = text
      .replace(ANY_MAIL, '')
      .replace(/^(?:an?|my|our|their|some)\s+/iu, '')
      .replace(TRAILING, '')
      .trim();
  }
  return /^(?:mailing list|list|newsletter|attachments?|attached)$/iu.test(text) ? '' : text;
}

function fileValues(value: string): readonly string[] {
  const kind = value
    .toLowerCase()
    .replace(/ (?:files?|documents?)$/u, '')
    .replace(/s$/u, '');
  return FILE_KINDS[kind] ?? [/^[a-z]{2,4}$/u.test(kind) ? `.${kind}` : value];
}

/** What stands in quotation marks is a value to the letter, whatever words it holds. */
function withoutQuotes(text: string): { readonly text: string; readonly quotes: readonly string[] } {
  const quotes: string[] = [];
  const replaced = text.replace(
    /["“„«]([^"“”„«»]+)["”“»]/gu,
    (_, quoted: string) => `\uE000${quotes.push(quoted.trim()) - 1}\uE000`,
  );
  return { text: replaced, quotes };
}
