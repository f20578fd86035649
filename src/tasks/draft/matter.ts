import { splitSentences } from '../text/sentences';
import { isAnaphoric, opensInstruction } from './ask-cues';
import { swapPerspective } from './perspective';

/** What an ask is about, in the words of the one who answers, so that it can stand in a sentence of the reply. English only. */
export type Matter =
  /** "send you the new gate code"; `condition` is "If it is a no" or empty. */
  | { readonly kind: 'action'; readonly phrase: string; readonly condition: string }
  /** "you can take Friday off"; `isChoice` when it holds an "or", so that yes or no is no answer. */
  | { readonly kind: 'whether'; readonly phrase: string; readonly isChoice: boolean }
  /** "who joins from my side". */
  | { readonly kind: 'question-word'; readonly phrase: string }
  /** Anything else, as a statement or a heading. */
  | { readonly kind: 'topic'; readonly phrase: string };

const LONGEST_WORDS = 18;
const FILLER =
  /^(?:(?:and|but|so|also|then|now|or|well|ok|okay|other thing|another thing|one more thing|first|second|third|firstly|secondly|thirdly|lastly|finally|furthermore|meanwhile|therefore|thus|by the way|btw|ps|on another note|if possible|the second thing|the other thing|question|quick question|please|pls|kindly|just)\b\s*[,:–-]?\s*)+/iu;
const TAIL =
  /(?:[\s,]+(?:please|pls|plz|thanks|thank you|thx|asap|if possible|if you (?:can|like|wish)|and so on|,? ?yes or no|y\/n|and|or|but))+$/iu;
/** A reason is never part of the matter. */
const REASON = /,?\s+(?:because|since|so that|otherwise|given that|not least)\b.*$/iu;
const CUT_BEFORE = /,\s+(?:as|so|but|which|although|though|seeing)\b|;\s|\s[-–—]\s|:\s/giu;
/** What the sender will do then is no part of the matter. */
const CONSEQUENCE = /,?\s+(?:and|then)\s+(?:i|we)(?:['’]ll|\s+will|\s+can|\s+shall)\b.*$/iu;

const PRONOUN = 'i|we|you|u|it|there|this|that|they|he|she|these|those';
const MODAL = 'can|could|would|will|may|might|shall|should|must';
const BE = 'is|are|was|were|am';
const WH = String.raw`(?:what|when|where|who|whom|whose|which|why|how)(?:\s+(?:much|many|long|soon|often|far|one|ones|of\s+\p{L}+|\p{L}+(?:\s+\p{L}+)?))??`;

const LET_KNOW =
  /^(?:(?:could|can|would|will)\s+you\s+(?:please\s+)?(?:also\s+)?|(?:we|i)\s+(?:\w+\s+){0,2}(?:request|ask|beg)\s+you\s+to\s+)?(?:let\s+(?:me|us)\s+(?:know|have)|tell\s+(?:me|us)|say|confirm|advise(?:\s+(?:me|us))?|inform\s+(?:me|us)|remind\s+(?:me|us)|check|find\s+out)\s+(?:in\s+writing\s+|again\s+|today\s+|also\s+|now\s+)*(?<rest>.+)$/iu;
const ASKS_WHETHER =
  /\b(?:to\s+ask|asks?|asking|wonders?|wondered|wondering|wants?\s+to\s+know|(?:may|can|could)\s+(?:i|we)\s+ask)\s+(?:you\s+)?(?<rest>(?:whether|if|what|when|where|who|which|how)\b.+)$/iu;
const ANY_CHANCE = new RegExp(
  String.raw`^(?:is\s+there\s+)?any\s+chance\s+(?:that\s+)?(?<rest>(?:i|we|you|u|it|they|he|she|the|my|our|your)\b.+)$`,
  'iu',
);
const WANT_TO_KNOW =
  /^(?:i|we)(?:'d|’d|\s+would|\s+should)?\s+(?:\w+\s+)?(?:like|need|want|love|be\s+(?:glad|happy|grateful|interested)|wonder(?:ed)?|(?:am|are|was)\s+wondering|am\s+writing|write|wanted)\s*(?:also\s+)?(?:to\s+)?(?:know|hear|ask|learn)?\s*(?:you\s+)?(?<rest>(?:whether|if|what|when|where|who|which|how)\b.+)$/iu;
const REQUEST = new RegExp(
  String.raw`^(?:(?:could|would|will)\s+(?:you|u)\s+(?:(?:please|also|kindly|perhaps|maybe|possibly|then|just|by any chance)\s+)*(?:be\s+(?:so\s+)?(?:kind|good)\s+(?:as\s+)?(?:enough\s+)?to\s+|be\s+(?:willing|able|available|happy|prepared|interested)\s+to\s+)?|(?:we|i)\s+(?:\w+\s+){0,2}(?:request|ask|beg|urge|invite)\s+(?:you\s+|that\s+you\s+)(?:to\s+)?|(?:may|can|could|might)\s+(?:i|we)\s+(?:\w+\s+)?ask\s+you\s+to\s+|(?:i|we)\s+(?:need|want|would\s+like|'d\s+like|expect)\s+you\s+to\s+|you\s+(?:need|have|must)\s+to\s+|(?:remember|be\s+sure|make\s+sure)\s+to\s+)(?<rest>\p{L}.+)$`,
  'iu',
);
const YES_NO = new RegExp(
  String.raw`^(?<aux>${MODAL}|${BE}|have|has|had|do|any)\s+(?<subject>${PRONOUN})\s+(?<rest>.+)$`,
  'iu',
);
const INVERTED_WH = new RegExp(
  String.raw`^(?<wh>${WH})\s+(?<aux>${MODAL}|${BE}|have|has|had|do)\s+(?<subject>${PRONOUN})\b\s*(?<rest>.*)$`,
  'iu',
);
const PLAIN_WH =
  /^(?:who|whom|whose|which|what|how much|how many|how long|when|where|how)\s+(?!is\b|are\b|was\b|were\b|does\b|did\b|do\b|can\b|could\b|will\b|would\b|should\b|has\b|have\b)/iu;
const IMPERATIVE =
  /^(?!(?:i|we|you|he|she|it|they|there|this|that|these|those|the|a|an|my|our|your|his|her|their|some|any|somebody|someone|no|yes|not|in|on|at|by|for|from|with|to|of)\b)\p{L}+\s/iu;

/** A question this short that points back ("Can you live with that?") is told by what it points to. */
const LONGEST_BARE_QUESTION_WORDS = 6;

/** Reads the matter out of the text of an ask. */
export function matterOf(askText: string): Matter {
  const options = optionsIn(askText);
  if (options !== null) return { kind: 'topic', phrase: `Of your options ${options}` };
  const { core, isContext } = coreOf(askText);
  const bare = shorten(
    core
      .replace(CONSEQUENCE, '')
      .replace(/\s*\([^)]{12,}\)/gu, '')
      .replace(/[?!.\s]+$/u, ''),
  ).replace(TAIL, '');
  const stripped = bare.replace(FILLER, '');
  const { condition, main } = splitCondition(stripped);
  if (isContext) return { kind: 'topic', phrase: quoted(bare) };
  const isQuestion =
    /\?/u.test(core) ||
    /^(?:is|are|was|were|can|could|will|would|may|does|did|has|shall|should)\s/iu.test(main);
  return (
    readIndirect(LET_KNOW.exec(main)?.groups?.['rest']) ??
    readIndirect(WANT_TO_KNOW.exec(main)?.groups?.['rest']) ??
    readIndirect(ASKS_WHETHER.exec(main)?.groups?.['rest']) ??
    readChance(ANY_CHANCE.exec(main)?.groups?.['rest']) ??
    readRequest(main, condition) ??
    readQuestion(main, isQuestion) ??
    readInstruction(core, main, condition, isQuestion) ?? {
      kind: 'topic',
      phrase: isQuestion
        ? `Your question “${stripped}?”`
        : capitalise(swapPerspective(stripped.replace(/^that\s+/iu, ''))),
    }
  );
}

/** Of an ask that was given with its context, the sentence that asks; its context instead when the question says nothing without it. */
function coreOf(text: string): { core: string; isContext: boolean } {
  const sentences = splitSentences(text).map((sentence) => sentence.text);
  const asking = sentences.findLast((sentence) => sentence.includes('?')) ?? sentences.at(-1) ?? text;
  const context = sentences[sentences.indexOf(asking) - 1];
  const isBare =
    context !== undefined &&
    isAnaphoric(asking) &&
    asking.split(/\s+/u).length <= LONGEST_BARE_QUESTION_WORDS;
  return isBare ? { core: context, isContext: true } : { core: asking, isContext: false };
}

/** "a and b", when the ask holds a list with such letters or numbers. */
function optionsIn(text: string): string | null {
  const marks = [...text.matchAll(/(?:^|\s)([a-e1-5])\)\s/gu)].map((match) => match[1] ?? '');
  if (marks.length < 2 || !/^[a1]$/u.test(marks[0] ?? '')) return null;
  return `${marks.slice(0, -1).join(', ')} and ${marks.at(-1) ?? ''}`;
}

function readChance(rest: string | undefined): Matter | null {
  return rest === undefined ? null : asWhether(swapPerspective(rest));
}

function readIndirect(rest: string | undefined): Matter | null {
  if (rest === undefined) return null;
  const whether = /^(?:by\s+[^,]{3,30},?\s+)?(?:whether|if)\s+(.+)$/iu.exec(rest)?.[1];
  if (whether !== undefined) return asWhether(swapPerspective(whether));
  const that = /^that\s+(.+)$/iu.exec(rest)?.[1];
  if (that !== undefined) return asWhether(swapPerspective(that));
  if (/^(?:what|when|where|who|which|why|how)\b/iu.test(rest))
    return { kind: 'question-word', phrase: swapPerspective(startLower(rest)) };
  return /^(?:the|your|a|an|his|her|their|its)\b/iu.test(rest)
    ? { kind: 'topic', phrase: capitalise(swapPerspective(rest)) }
    : null;
}

function readRequest(main: string, condition: string): Matter | null {
  const rest = REQUEST.exec(main)?.groups?.['rest'];
  if (rest === undefined || /^(?:mind|like|prefer|think|say)\b/iu.test(rest)) return null;
  return { kind: 'action', phrase: swapPerspective(startLower(rest)), condition };
}

function readQuestion(main: string, isQuestion: boolean): Matter | null {
  const yesNo = YES_NO.exec(main)?.groups;
  if (yesNo)
    return asWhether(uninvert(yesNo['aux'] ?? '', yesNo['subject'] ?? '', yesNo['rest'] ?? '', false));
  const inverted = INVERTED_WH.exec(main)?.groups;
  if (inverted) {
    const clause = uninvert(inverted['aux'] ?? '', inverted['subject'] ?? '', inverted['rest'] ?? '', true);
    return {
      kind: 'question-word',
      phrase: `${startLower(swapPerspective(inverted['wh'] ?? ''))} ${clause}`.trim(),
    };
  }
  return isQuestion && PLAIN_WH.test(main)
    ? { kind: 'question-word', phrase: startLower(swapPerspective(main)) }
    : null;
}

/** "can" + "I" + "go" is "you can go"; "do" is dropped, since it only marks the question. */
function uninvert(auxiliary: string, subject: string, rest: string, isWh: boolean): string {
  const aux = auxiliary.toLowerCase();
  const firstPerson = /^(?:i|we)$/iu.test(subject);
  const verb = aux === 'do' ? (firstPerson && isWh ? 'should' : '') : aux;
  const who =
    startLower(subject) === 'u' ? 'you' : subject.toLowerCase() === 'i' ? 'I' : subject.toLowerCase();
  return swapPerspective(`${who} ${verb} ${rest}`.replace(/\s+/gu, ' ')).replace(/^me\b/u, 'I').trim();
}

function asWhether(phrase: string): Matter {
  // "…, or shall I?": a second question that cannot stand in the clause.
  const first = phrase.replace(
    /,?\s+or\s+(?:shall|should|do|does|did|is|are|am|would|will|can|could|must)\s+(?:I|you|it|that|this|they|he|she|the)\b.*$/iu,
    '',
  );
  return { kind: 'whether', phrase: first, isChoice: /\bor\b/iu.test(first) };
}

/** "Send the new one please"; of "they asked for it, please look at this" only what follows "please". */
function readInstruction(core: string, main: string, condition: string, isQuestion: boolean): Matter | null {
  if (isQuestion) return null;
  const { before, asked } =
    /^(?<before>.+)[,;:–-]\s*(?:please|pls|plz|kindly)\s+(?<asked>\p{L}.+)$/iu.exec(main)?.groups ?? {};
  const phrase = asked ?? main;
  if (!IMPERATIVE.test(phrase)) return null;
  const opensWithPlease =
    /^(?:\p{L}+[,:]?\s+){0,3}(?:please|pls|plz|kindly)\b/iu.test(core) && asked === undefined;
  if (asked === undefined && !opensWithPlease && !opensInstruction(phrase)) return null;
  if (asked !== undefined && before !== undefined && isAnaphoric(asked))
    return { kind: 'topic', phrase: quoted(before) };
  return { kind: 'action', phrase: startLower(swapPerspective(phrase)), condition };
}

/** "If it is a no, give me …" */
function splitCondition(text: string): { condition: string; main: string } {
  const match =
    /^((?:if|should|when|once|unless)\s[^,]{3,60}?)(?:,\s+(?:then\s+)?|\s+(?=(?:can|could|would|may)\s+(?:i|we|you|it|they)\b|(?:i|we)\s+(?:need|want)\b))(.+)$/iu.exec(
      text,
    );
  const [, condition, main] = match ?? [];
  if (condition === undefined || main === undefined) return { condition: '', main: text };
  return { condition: capitalise(swapPerspective(condition)), main: main.replace(FILLER, '') };
}

/** A long sentence without what follows its matter. */
function shorten(long: string): string {
  const reasoned = long.replace(REASON, '');
  const text = reasoned.split(/\s+/u).length >= 4 ? reasoned : long;
  if (text.split(/\s+/u).length <= LONGEST_WORDS) return text;
  for (const cut of text.matchAll(CUT_BEFORE)) {
    const kept = text.slice(0, cut.index);
    if (kept.split(/\s+/u).length >= 5) return kept;
  }
  return text;
}

/** In lower case at the start, unless the first word keeps its capital anywhere: I, a name in capitals, a code. */
function startLower(text: string): string {
  const first = /^\S+/u.exec(text)?.[0] ?? '';
  if (/^I\b/u.test(first) || /\p{Lu}.*\p{Lu}|\p{N}/u.test(first)) return text;
  return text.charAt(0).toLowerCase() + text.slice(1);
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The sender's own words as the heading of an answer. */
function quoted(text: string): string {
  return `On “${text.replace(/["“”]/gu, '').trim()}”`;
}
