import { isBaseVerb } from './verb-forms';

/** "I want the shelf at" + 28 cm, 32 cm + "": a stretch of text with what stands to choose in it, in the sender's words. */
export interface Alternatives {
  readonly before: string;
  readonly options: readonly string[];
  readonly after: string;
  /** What the options are: each a clause of its own, an action, a date, time or figure, or a thing. */
  readonly kind: 'clause' | 'action' | 'figure' | 'thing';
}

const MONTH =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)';
const DAY_NAME = '(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|tonight)';
const COUNT = String.raw`(?:[£$€]\s?)?\d[\d.,:]*\d?(?:st|nd|rd|th)?(?:\s?(?:[ap]\.?m\b|%|[£$€]))?`;
const UNIT = String.raw`(?:mm|cm|m|km|g|kg|l|ml|°c?|degrees|metres|meters|hours|minutes|days|weeks|people|casks|pints|euros?|pounds|${MONTH})\b`;
/** A date, time or figure with its unit: "Thursday 29 April", "the 21st", "32 cm", "£1,480". */
const FIGURE = String.raw`(?:the\s+)?(?:${DAY_NAME}(?:\s+(?:the\s+)?${COUNT})?(?:\s+${MONTH}\b)?(?:\s+(?:morning|afternoon|evening|night))?|${COUNT}(?:\s?${UNIT})?)`;
const OPENS_FIGURE = new RegExp(String.raw`^${FIGURE}(?![\p{L}\d])`, 'iu');
const ENDS_FIGURE = new RegExp(String.raw`(?<![\p{L}\d£$€.,-])${FIGURE}$`, 'iu');
const NAMES_DAY = new RegExp(String.raw`\b${DAY_NAME}\b`, 'iu');
const UNIT_AFTER = new RegExp(String.raw`^\s?${UNIT}`, 'iu');
const BARE_NUMBER = /^(?:the\s+)?\d[\d.,:]*(?:st|nd|rd|th)?$/iu;
const ITS_UNIT = new RegExp(
  String.raw`(?<=\d(?:st|nd|rd|th)?)(?<gap>\s?)(?<unit>${UNIT}|%|[ap]\.?m\.?)$`,
  'iu',
);

/** No alternative follows: "two or three years", "or so", "or not". */
const OR =
  /,?\s+or\s+(?:else\s+|rather\s+|alternatively,?\s+)?(?!(?:so|later|more|less|earlier|fewer|not|no|none|similar|something|anything|whatever|return|otherwise)\b)/giu;
const VAGUE_COUNT =
  /\b(?:one|two|three|four|five|a\s+day|\d)\s+or\s+(?:two|three|four|five|six|\d)\s+(?:days?|weeks?|months?|years?|hours?|minutes?|times?|of|people|others?|words?|lines?|more)\b/iu;
/** What is said of the alternatives, or besides. */
const ASIDE =
  /(?:,\s+(?:which|as|so|since|because|but|and|though|it['’]?s?|i|we|you|the|depending|if|whichever|what)\b|\s+[-–—]\s|;\s).*$/iu;
const PRONOUN = '(?:i|we|you|they|he|she|it|that|this|there)';
const AUXILIARY = '(?:shall|should|do|does|did|can|could|will|would|is|are|was|were|may|must)';
const OPENS_CLAUSE = new RegExp(
  String.raw`^(?:${PRONOUN}(?:['’]\p{L}+)?\s+\p{L}|${AUXILIARY}\s+(?:${PRONOUN}|the|my|our|your|his|her|their)\b)`,
  'iu',
);
const DETERMINER = /^(?:the|an?|my|your|our|his|her|their|its|this|that|just|only|some|another|both)$/iu;
const PREPOSITION = /^(?:on|at|in|by|from|to|for|with|without|before|after|until|under|through|via)$/iu;
/** Before the verb of an action that is one of several. */
const BEFORE_ACTION =
  /^(?:to|not|can|could|will|would|shall|should|may|might|must|either|i|we|you|they|and|please|just|only|rather|let|me|us|them|him|her|someone|somebody)$/iu;
const LONGEST_PLAIN_WORDS = 3;
const LONGEST_OPTION_WORDS = 14;

/**
 * The alternatives of one sentence, told apart by being alike: two actions, two dates, two things. Null where "or" joins nothing that one could choose of, or where it
 * cannot be told where an alternative begins. The text has no final mark. English only.
 */
export function alternativesIn(text: string): Alternatives | null {
  if (VAGUE_COUNT.test(text)) return null;
  const places = [...text.matchAll(OR)];
  const [place] = places;
  if (places.length !== 1 || place === undefined) return null;
  const left = text
    .slice(0, place.index)
    .replace(/[,:\s–-]+$/u, '')
    .trim();
  const right = text
    .slice(place.index + place[0].length)
    .replace(ASIDE, '')
    .trim();
  if (left === '' || right === '') return null;
  const found =
    clauses(left, right) ??
    afterEither(left, right) ??
    weekdays(left, right) ??
    figures(left, right) ??
    actions(left, right) ??
    things(left, right);
  if (found === null) return null;
  const isShort = found.options.every((option) => option.split(' ').length <= LONGEST_OPTION_WORDS);
  return isShort && new Set(found.options).size === found.options.length ? found : null;
}

/** A figure of a text with the unit that follows it: "1.6 m". */
export function withUnit(text: string, start: number, end: number): string {
  return text.slice(start, end) + (UNIT_AFTER.exec(text.slice(end))?.[0] ?? '');
}

function clauses(left: string, right: string): Alternatives | null {
  if (!OPENS_CLAUSE.test(right)) return null;
  const opening = new RegExp(
    String.raw`(?:^|.*[,:;]\s+|.*\beither\s+)(?<own>(?:${PRONOUN}(?:['’]\p{L}+)?|${AUXILIARY})\s+\p{L}.*)$`,
    'iu',
  ).exec(left)?.groups?.['own'];
  if (opening === undefined) return null;
  return {
    before: left.slice(0, left.length - opening.length).replace(/\beither\s+$/iu, ''),
    options: [opening.replace(/^either\s+/iu, ''), right],
    after: '',
    kind: 'clause',
  };
}

/** "either a key to the yard or the bins on the pavement": where the first one begins is said. */
function afterEither(left: string, right: string): Alternatives | null {
  const { before, one } = /^(?<before>.*?)\beither\s+(?<one>.+)$/iu.exec(left)?.groups ?? {};
  if (before === undefined || one === undefined || OPENS_FIGURE.test(right)) return null;
  const verb = (one.split(' ')[0] ?? '').toLowerCase();
  const kind = isBaseVerb(verb) || verb === 'to' ? 'action' : 'thing';
  return { before, options: [one, right], after: '', kind };
}

/** "Thursday between 8 and 12 or Friday between 1 and 5": each day with its hours. */
function weekdays(left: string, right: string): Alternatives | null {
  const hours = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day\s+(?:between|from|before|after|at)\s/iu;
  const words = left.split(' ');
  const at = words.findLastIndex((word, index) => hours.test(words.slice(index).join(' ')) && word !== '');
  if (at === -1 || !hours.test(right)) return null;
  return {
    before: `${words.slice(0, at).join(' ')} `.trimStart(),
    options: [words.slice(at).join(' '), right],
    after: '',
    kind: 'figure',
  };
}

function figures(left: string, right: string): Alternatives | null {
  const other = OPENS_FIGURE.exec(right)?.[0];
  const one = ENDS_FIGURE.exec(left)?.[0];
  // A time and a day are no alternatives of each other.
  if (other === undefined || one === undefined || NAMES_DAY.test(one) !== NAMES_DAY.test(other)) return null;
  const series = [one];
  let before = left.slice(0, left.length - one.length);
  for (let more = ENDS_LIST.exec(before); more; more = ENDS_LIST.exec(before)) {
    const figure = ENDS_FIGURE.exec(more.groups?.['item'] ?? '')?.[0];
    // "Wednesday, 10 or 2" is one day with two times.
    if (figure === undefined || /\d/u.test(figure) !== /\d/u.test(one)) break;
    series.unshift(figure);
    before = before.slice(0, before.replace(/,\s*$/u, '').length - figure.length);
  }
  const { gap, unit } = ITS_UNIT.exec(other)?.groups ?? {};
  return {
    before: before.replace(/\beither\s+$/iu, ''),
    options: [
      ...series.map((figure) =>
        unit !== undefined && BARE_NUMBER.test(figure) ? `${figure}${gap ?? ''}${unit}` : figure,
      ),
      other,
    ],
    after: right.slice(other.length).replace(/^,\s*/u, '').trim(),
    kind: 'figure',
  };
}

/** "X, Y or Z": an entry with its comma before the last two. */
const ENDS_LIST = /(?<item>[^,]+),\s*$/u;

function actions(left: string, right: string): Alternatives | null {
  const words = left.split(' ');
  const first = right.split(' ')[0] ?? '';
  if (!isBaseVerb(first.toLowerCase()) && first !== 'to') return null;
  const at = words.findLastIndex((word, index) =>
    first === 'to'
      ? word === 'to' && isBaseVerb(words[index + 1] ?? '')
      : isBaseVerb(word.toLowerCase()) && (index === 0 || BEFORE_ACTION.test(words[index - 1] ?? '')),
  );
  if (at === -1) return null;
  return {
    before: `${words
      .slice(0, at)
      .join(' ')
      .replace(/\beither$/iu, '')} `.trimStart(),
    options: [words.slice(at).join(' '), right],
    after: '',
    kind: 'action',
  };
}

function things(left: string, right: string): Alternatives | null {
  const words = left.split(' ');
  const [first = ''] = right.split(' ');
  const opens =
    DETERMINER.test(first) || /^[£$€\d]/u.test(first) ? DETERMINER : PREPOSITION.test(first) ? first : null;
  const at =
    opens === null
      ? sameLength(words, right)
      : words.findLastIndex((word, index) =>
          opens instanceof RegExp
            ? (opens.test(word) || /^[£$€\d]/u.test(word)) && !/^of$/iu.test(words[index - 1] ?? '')
            : word.toLowerCase() === opens.toLowerCase(),
        );
  if (at === -1) return null;
  const series = [words.slice(at).join(' ')];
  let before = words.slice(0, at).join(' ');
  for (let more = ENDS_SERIES.exec(before); more; more = ENDS_SERIES.exec(before)) {
    series.unshift(more.groups?.['item'] ?? '');
    before = before.slice(0, more.index);
  }
  return {
    before: `${before.replace(/\beither$/iu, '')} `.trimStart(),
    options: [...series, right],
    after: '',
    kind: 'thing',
  };
}

/** A word with its comma before "green or blue". */
const ENDS_SERIES = /(?<item>(?:(?:the|an?|by|on|at)\s+[^,]{1,30}|[\p{L}\p{N}]+)),$/u;

/** Where as many words begin as the other alternative has: "the logo top left or bottom right". */
function sameLength(words: readonly string[], right: string): number {
  const count = right.split(' ').length;
  const from = words.length - count;
  const first = words[from] ?? '';
  if (count > LONGEST_PLAIN_WORDS || from < 0 || NO_PLAIN.test(first)) return -1;
  return words.slice(from).some((word) => /[,;:]$/u.test(word)) ? -1 : from;
}

const NO_PLAIN =
  /^(?:is|are|was|were|be|do|does|did|has|have|had|can|could|will|would|shall|should|may|must|i|we|you|he|she|it|they|there|of|and|not|to|in|on|at|by|for|from|with)$/iu;
