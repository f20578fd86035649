/** A choice longer than this is no longer taken in at a glance; the sender's letters or [your choice] stand for it. */
const LONGEST_CHOICE_CHARS = 150;
const LONGEST_OPTION_CHARS = 80;
const MARKED = /(?:^|\s)\(?(?<mark>[a-e1-5])\)\s+/gu;

/** "Salad or cake?", "1:200 or 1:100", "Screens or paper today", "Dessert at 21:00 or 21:30": the same with a choice to make. */
export function alternatives(question: string): string | null {
  const { before, one, other, after } =
    /^(?<before>(?:(?:\p{L}+\s+){0,3}\p{L}+:\s+|\p{L}+\s+(?:(?:at|on|in)\s+)?)?)(?<one>[\p{L}\p{N}:.]+)\s+or\s+(?<other>[\p{L}\p{N}:.]+?)(?<after>(?:\s+(?:today|tonight|tomorrow|this|next|then|on|for|in)\b[^,]{0,40})?)$/iu.exec(
      question.replace(/,\s+(?:yes or no|from)\b.*$/iu, ''),
    )?.groups ?? {};
  if (one === undefined || other === undefined) return null;
  if (
    /^(?:yes|no|not|and|when|who|what|how|it|me|you)$/iu.test(one) ||
    /^(?:not|no|so|is|do|can|shall)$/iu.test(other)
  )
    return null;
  const lead = before ?? '';
  if (
    /^(?:is|are|do|does|can|could|will|would|shall|should|may|must|did|have|has|which|you|we|i)\b/iu.test(
      lead,
    )
  )
    return null;
  return `${lead}${choiceBlank([one, other])}${(after ?? '').replace(/\s+then$/iu, '')}`;
}

/** The two options of a fragment without a verb: "chili or the chicken, also that". Null for anything else. */
export function fragmentOptions(text: string): string[] | null {
  const { one, other } =
    /^(?<one>(?:[\p{L}\p{N}'’-]+\s+){1,3})or\s+(?<other>(?:(?:the|just|just\s+the|an?)\s+)?[\p{L}\p{N}'’-]+)(?=[.,?!]|$)/iu.exec(
      text,
    )?.groups ?? {};
  if (one === undefined || other === undefined || NO_OPTION.test(`${one} ${other}`)) return null;
  return [one.trim(), other];
}

const NO_OPTION =
  /\b(?:i|we|you|he|she|it|they|is|are|was|were|will|can|could|may|has|have|do|does|did|be|more|less|so|not|no|yes|later|either|whether|which|today|now|never|with|without|for|at|to|in|on|by|from)\b/iu;

/** The entries of "… - Tue 20 Oct - Wed 21 Oct", "(a) five years, (b) three years, or (c) to end it", "(Saturday / Sunday)". */
export function listedOptions(text: string): string[] {
  const slashed = /\((?<list>[^()]+(?:\s\/\s[^()]+)+)\)\s*$/u.exec(text)?.groups?.['list'];
  if (slashed !== undefined) return slashed.split(' / ');
  const dashed = text.split(/\s[-–•*]\s+/u).slice(1);
  return dashed.length >= 2 ? dashed.map((entry) => entry.trim().replace(/[.;,]+$/u, '')) : [];
}

/** The sender's letters or numbers, with what they stand for. */
export function markedOptions(
  text: string,
): { readonly lead: string; readonly marks: string[]; readonly entries: string[] } | null {
  const found = [...text.matchAll(MARKED)];
  if (found.length < 2 || !/^[a1]$/u.test(found[0]?.groups?.['mark'] ?? '')) return null;
  // "(1) … and (2) …" wants both.
  if (/\band\s*$/iu.test(text.slice(0, found.at(-1)?.index ?? 0))) return null;
  const entries = found.map((match, index) =>
    text
      .slice(match.index + match[0].length, found[index + 1]?.index ?? text.length)
      .replace(/[,;.\s]+(?:or|and)?[,;.?\s]*$/iu, ''),
  );
  return {
    lead: text.slice(0, found[0]?.index ?? 0).trim(),
    marks: found.map((match) => match.groups?.['mark'] ?? ''),
    entries,
  };
}

/** How far before a short ask the options may begin, in characters. */
const REACH_CHARS = 900;

/** The letters or numbers at the head of the lines before a place in a mail: `['a', 'b']`; empty when they are not two to five in order. */
export function marksBefore(text: string, at: number): string[] {
  const before = text.slice(Math.max(0, at - REACH_CHARS), at);
  const marks = [...before.matchAll(/^[ \t]*\(?(?<mark>[a-e1-5])[.)][ \t]+\S/gmu)].map(
    (match) => match.groups?.['mark'] ?? '',
  );
  const isInOrder = ['abcde', '12345'].some((order) => order.startsWith(marks.join('')));
  return marks.length >= 2 && isInOrder ? marks : [];
}

/** "[a / b]"; [your choice] when that would be too long to read, or an entry would break the brackets. */
export function choiceBlank(options: readonly string[]): string {
  const blank = `[${options.join(' / ')}]`;
  const isReadable =
    blank.length <= LONGEST_CHOICE_CHARS &&
    options.every(
      (option) => option !== '' && option.length <= LONGEST_OPTION_CHARS && !/[[\]\n/]/u.test(option),
    );
  return options.length >= 2 && isReadable ? blank : '[your choice]';
}
