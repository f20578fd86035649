import type { RuleCondition, RuleField, RuleTest } from '../../contracts/learning';
import { wholeWords, type Marker, type SubjectGrammar } from './rule-grammar/rule-grammar';

/** The conditions that a noun phrase states: “invoices from Acme” is mail from Acme whose text speaks of invoices. */
export type SubjectReader = (subject: string) => RuleCondition[];

interface Mark extends Marker {
  readonly start: number;
  readonly end: number;
}

/** Makes a reader of one language's noun phrases. */
export function createSubjectReader(grammar: SubjectGrammar): SubjectReader {
  const lastJoin = new RegExp(`(?:${grammar.joins.source})$`, 'iu');
  const markers = grammar.markers.map((marker) => ({ ...marker, words: wholeWords(marker.pattern, 'giu') }));

  function marksIn(text: string): readonly Mark[] {
    const taken: Mark[] = [];
    for (const { words, ...marker } of markers) {
      for (const found of text.matchAll(words)) {
        const start = found.index;
        const end = start + found[0].length;
        const follows = marker.followedBy?.test(text.slice(end)) ?? true;
        if (follows && !taken.some((mark) => start < mark.end && mark.start < end))
          taken.push({ ...marker, start, end });
      }
    }
    return taken
      .sort((a, b) => a.start - b.start)
      .reduce<readonly Mark[]>((marks, mark) => {
        const last = marks.at(-1);
        const isWithin = last && (mark.onlyFirst === true || isInName(mark, last, text));
        return isWithin ? marks : [...marks, mark];
      }, []);
  }

  /** “Von” after “and” or a word for mail introduces another sender. */
  function isInName(mark: Mark, last: Mark, text: string): boolean {
    if (!mark.inNames || last.field !== 'sender') return false;
    const between = text.slice(last.end, mark.start);
    return between.trim() === '' || bare(between.split(grammar.joins).at(-1) ?? '') !== '';
  }

  function conditionOf(
    introduced: RuleField,
    introducedTest: RuleTest,
    between: string,
    quotes: readonly string[],
  ): RuleCondition | null {
    const spoken = `${between.trim()} `.replace(lastJoin, '').trim();
    const closing = grammar.closings.find(({ of, pattern }) => of === introduced && pattern.test(spoken));
    const { field = introduced, test = introducedTest } = closing ?? {};
    const values = alternatives(closing ? spoken.replace(closing.pattern, '') : spoken, quotes);
    if (field === 'attachment') return { field, test, values: values.flatMap(fileValues) };
    return values.length === 0 ? null : { field, test, values };
  }

  /** “Ana, Ben or the board” is three values of which one is enough. */
  function alternatives(spoken: string, quotes: readonly string[]): string[] {
    return spoken
      .split(grammar.joins)
      .map((part) => bare(part))
      .filter((part) => part !== '')
      .map((part) => part.replace(/\uE000(\d+)\uE000/gu, (_, index: string) => quotes[Number(index)] ?? ''));
  }

  function bare(part: string): string {
    let text = part.trim();
    for (let before = ''; before !== text;) {
      before = text;
      for (const pattern of [...grammar.leading, grammar.trailing]) text = text.replace(pattern, '');
      text = text.trim();
    }
    return grammar.nothing.test(text) ? '' : text;
  }

  function fileValues(value: string): readonly string[] {
    const kind = value.toLowerCase().replace(grammar.fileNoun, '').replace(/s$/u, '');
    return grammar.fileKinds[kind] ?? [grammar.fileEnding.test(kind) ? `.${kind}` : value];
  }

  return (subject) => {
    const { text, quotes } = withoutQuotes(subject);
    const marks = marksIn(text);
    const conditions: (RuleCondition | null)[] = [
      conditionOf('text', 'contains', text.slice(0, marks[0]?.start ?? text.length), quotes),
      ...marks.map(({ field, test, end }, index) =>
        conditionOf(field, test, text.slice(end, marks[index + 1]?.start ?? text.length), quotes),
      ),
    ];
    return joinedSenders(conditions.flatMap((condition) => condition ?? []));
  };
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

/** What stands in quotation marks is a value to the letter, whatever words it holds. */
function withoutQuotes(text: string): { readonly text: string; readonly quotes: readonly string[] } {
  const quotes: string[] = [];
  const replaced = text.replace(
    /["“„«]([^"“”„«»]+)["”“»]/gu,
    (_, quoted: string) => `\uE000${quotes.push(quoted.trim()) - 1}\uE000`,
  );
  return { text: replaced, quotes };
}
