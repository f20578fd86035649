import { findFacts, type Fact } from '../text/facts';
import { choiceBlank } from './choice';
import { choiceSentence } from './choice-sentence';
import { alternativesIn, withUnit } from './parallel-options';
import { swapPerspective } from './perspective';

/** "[your choice]" in a sentence that says no more than that: "I prefer [your choice]". */
const OPEN_CHOICE = /\[your choice\]/iu;
/** The ask leaves a choice to its reader. */
const ASKS_CHOICE =
  /(?<!,\s)(?<!\bof\s)\bwhich\b|\bwhat\s+(?:do|would)\s+you\s+(?:prefer|rather|want|like)\b|\b(?:your|ur)\s+(?:call|choice|decision|pick|preference|decide)\b|\byou\s+(?:choose|decide|pick|prefer)\b|\b(?:a|your)\s+decision\b|\bup\s+to\s+you\b|\bsuits?\b|\bwould\s+you\s+(?:rather|prefer)\b/iu;
const ASKS_RIGHT = /\bwhich\b.*\b(?:is|was|are)\s+(?<what>right|correct|true|it)\b/iu;
const ASKS_DAY = /\bwhich\s+(?:day|date|week|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/iu;
/** Between two figures of one kind that are put beside each other. */
const CONTRAST = /\b(?:or|but|while|whereas|and\s+(?:your|the|my|our)|otherwise)\b|[,;]/iu;
/** More is said of the second figure than a word or two, so that the sentence tells of it. */
const TELLS_ON = /^[^.,;:]*\s(?:\S+\s+){3}/u;
const OR = /\bor\b/iu;
/** A figure said of something else. */
const SAID_OF_OTHERS = /\b(?:and|plus|\+|from|between)\s*$/iu;

/**
 * Says a choice that an ask points back to ("Which would you rather?") with its options, which stand in one of `sentences`, the nearest first: "Please [ring him today / wait for
 * the insurance]". Null where the line leaves no such choice, or none of the sentences holds options that can be told apart.
 */
export function choiceFrom(line: string, askText: string, sentences: readonly string[]): string | null {
  if (!OPEN_CHOICE.test(line) && !ASKS_CHOICE.test(askText)) return null;
  const right = ASKS_RIGHT.exec(askText)?.groups?.['what'];
  // "Tell me which way you want to go and which Monday."
  if (line.match(/\[your choice\]/giu)?.length === 2 && ASKS_DAY.test(askText)) {
    const isOfDays = (text: string) =>
      /\d/u.test(text) && findFacts(text).some(({ kind }) => kind === 'date');
    const day = choiceFrom(OPEN, 'which day', sentences.filter(isOfDays));
    const way = choiceFrom(
      OPEN,
      'which',
      sentences.filter((text) => !isOfDays(text)),
    );
    return [way, day].filter((sentence) => sentence !== null).join('. ') || null;
  }
  for (const sentence of sentences) {
    const text = sentence.replace(/[.!?;:\s]+$/u, '');
    const said = ASKS_DAY.test(askText) ? null : choiceSentence(text)?.sentence;
    if (said?.startsWith('[') === true || said?.startsWith('Please [') === true) return said;
    const options = figuresIn(text, CONTRAST) ?? optionsOf(text);
    if (options === null) continue;
    const blank = choiceBlank(options.map(swapPerspective));
    if (blank === '[your choice]') continue;
    return right === undefined ? `I choose ${blank}` : `${blank} is ${right === 'it' ? 'right' : right}`;
  }
  return null;
}

const OPEN = 'My choice: [your choice]';

/** A statement that holds its options, as the sentence that chooses among them: "We thought of the 22nd or the 29th". Null for most. */
export function statedChoice(statement: string): string | null {
  const text = statement.replace(/[.!?;:\s]+$/u, '');
  const said = choiceSentence(text)?.sentence;
  if (said?.startsWith('Please [') === true) return said;
  const options = PUTS_CHOICE.test(text) ? figuresIn(text, OR) : null;
  if (options === null) return null;
  const blank = choiceBlank(options);
  return blank === '[your choice]' ? null : `I choose ${blank}`;
}

/** The writer puts the figures to the reader, and does not tell of them. */
const PUTS_CHOICE =
  /\b(?:we|i|they|he|she)(?:\s+(?:had\s+)?thought\s+of|\s+(?:can|could|would)\b|['’]d\b|['’]ve\b|\s+have\b)|\b(?:free|available|either|possible|offer|choose|suits?)\b/iu;

function optionsOf(text: string): readonly string[] | null {
  const found = alternativesIn(text);
  return found === null || found.kind === 'clause' ? null : found.options;
}

/** Two figures of one kind set against each other: "gives 1.6 m, whereas our inspector measured 1.4 m". */
function figuresIn(text: string, bond: RegExp): string[] | null {
  const alternatives = alternativesIn(text);
  if (alternatives?.kind === 'figure') return [...alternatives.options];
  const facts = findFacts(text).filter(({ kind }) => COMPARED.has(kind));
  // Two dates of a statement mostly differ in what is to be on them; two prices are prices of the choice.
  for (const kind of bond === OR ? ['amount'] : COMPARED) {
    const [one, other, ...more] = facts.filter((fact) => fact.kind === kind);
    if (one && other && more.length === 0 && one.text !== other.text && isBetween(bond, text, one, other))
      return [one, other].map(({ start, end }) => withUnit(text, start, end));
  }
  return bond === CONTRAST ? rangesIn(text) : null;
}

/** "the two windows are 13-14 July and 20-21 July", "free on Monday and on Thursday": all of it is offered. */
function rangesIn(text: string): string[] | null {
  const { one, other } = OFFERED.exec(text)?.groups ?? {};
  return one === undefined || other === undefined ? null : [one, other];
}

const WHEN = String.raw`(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:\s+\d{1,2})?(?:\s+\p{Lu}\p{L}{2,})?|\d{1,2}(?:\s?[-–]\s?\d{1,2})?\s+\p{Lu}\p{L}{2,})`;
const OFFERED = new RegExp(
  String.raw`\b(?:two|both|dates?|days|windows|slots|times|free|available)\b.*?(?<one>${WHEN})\s+and\s+(?:on\s+)?(?<other>${WHEN})`,
  'iu',
);

const COMPARED: ReadonlySet<string> = new Set(['amount', 'date', 'time', 'number']);

function isBetween(bond: RegExp, text: string, one: Fact, other: Fact): boolean {
  const between = text.slice(one.end, other.start);
  const tells = bond === OR && TELLS_ON.test(text.slice(other.end));
  return !tells && bond.test(between) && !SAID_OF_OTHERS.test(between);
}
