import { choiceBlank } from './choice';
import { capitalise, startLower } from './letter-case';
import { indirectClause, openSentence } from './open-question';
import { alternativesIn, type Alternatives } from './parallel-options';
import { swapPerspective } from './perspective';
import { affirmed, readClause, readInversion } from './statement';

/** Stands for the options while the sentence around them is turned; a noun without a meaning. */
const PLACE = 'Optionen';
const UNREADABLE = '[your choice]';

export interface ChoiceSentence {
  /** Without its full stop. */
  readonly sentence: string;
  /** The same as a clause: "whether I want the shelf at 28 cm or 32 cm". */
  readonly phrase: string;
}

/**
 * What is asked with "or" as the sentence of the reply with its options to choose from: "do you want the shelf at 28 or 32 cm" is "I want the shelf at [28 cm / 32 cm]". Null
 * where the alternatives or the sentence around them are not recognised. `question` has no final mark.
 */
export function choiceSentence(question: string): ChoiceSentence | null {
  const found = alternativesIn(question.replace(/["“”]/gu, ''));
  const sentence = found === null ? null : (wholeClauses(found) ?? behindQuestion(found) ?? around(found));
  return sentence === null ? null : { sentence, phrase: asClause(sentence) };
}

function asClause(sentence: string): string {
  const plain = sentence
    .replace(/^As to /u, '')
    .replace(/^Please /u, 'you should ')
    .replace(/\[(?<options>[^\]]+)\]/gu, (_blank, options: string) =>
      options
        .split(' / ')
        .map((option) => (sentence.startsWith('[') ? plainly(option) : option))
        .join(' or '),
    );
  return /^(?:what|which|when|where|who|how|why)\b/iu.test(plain) ? plain : `whether ${plainly(plain)}`;
}

/** In lower case at the start, unless that may be a name. */
function plainly(text: string): string {
  return COMMON_OPENING.test(text) ? startLower(text) : text;
}

const COMMON_OPENING =
  /^(?:You|We|He|She|It|They|There|This|That|These|Those|The|A|An|One|Some|Both|My|Your|Someone|Somebody|Our|Their|His|Her)\b/u;

/** "Do you want me to bring it, or shall we tell them": one of two sentences. */
function wholeClauses({ before, options, kind }: Alternatives): string | null {
  if (kind !== 'clause') return null;
  const read = options.map(
    (option) => readInversion(option) ?? readClause(option.replace(/['’]d\b/gu, ' would')),
  );
  if (read.some((statement) => statement === null)) return null;
  const said = read.map((statement) =>
    // "Do you still have it" is "I still have it".
    statement === null
      ? ''
      : capitalise(affirmed(statement).replace(statement.positive === 'do' ? / do(?= )/u : /^$/u, '')),
  );
  const blank = choiceBlank(said);
  return blank === UNREADABLE || /\b(?:whether|if)\b/iu.test(before) ? null : blank;
}

/** "What is your capacity these days, 180 or 220": the options answer the question before them. */
function behindQuestion({ before, options, after, kind }: Alternatives): string | null {
  const asked = /^(?<question>(?:what|which|when|where|who|how)\b.+?)[,:–-]\s*(?:is\s+it\s+)?$/iu.exec(
    before.trim(),
  )?.groups?.['question'];
  if (asked === undefined || kind === 'clause' || after !== '') return null;
  const blank = own(options);
  if (/^which\s+(?:is|was)\s+it\b/iu.test(asked))
    return `It ${/^which\s+was/iu.test(asked) ? 'was' : 'is'} ${blank}`;
  const sentence = openSentence(asked);
  if (sentence !== null && /\[[^\]]+\]/u.test(sentence)) return sentence.replace(/\[[^\]]+\]/u, blank);
  const clause = indirectClause(asked);
  return clause === null ? null : `As to ${clause}: ${blank}`;
}

function around({ before, options, after, kind }: Alternatives): string | null {
  const blank = own(options);
  if (blank === UNREADABLE) return null;
  // "Do I cut them or bring them back?" asks for advice.
  const asking = kind === 'action' ? before.replace(/^do\s+(?=(?:i|we)\b)/iu, 'should ') : before;
  const place = kind === 'action' ? `take ${PLACE}` : PLACE;
  if (/\bwhether\s+(?:or\s+not\s+)?to\s*$/iu.test(before)) return `Let us ${blank}`;
  const text = `${asking}${place}${after === '' ? '' : ` ${after}`}`.replace(/\s+/gu, ' ').trim();
  const put = (sentence: string) =>
    capitalise(sentence.replace(new RegExp(`(?:take )?${PLACE}`, 'u'), blank)).trim();
  const offered = /^(?:i|we)\s+(?:can|could|will|would)\s+(?:\w+\s+)?(?=take Optionen$)/iu.exec(text);
  if (offered && kind === 'action') return `Please ${blank}`;
  if (new RegExp(`^(?:(?:is|was)\\s+(?:it|that)\\s+)${PLACE}\\b`, 'iu').test(text))
    return put(
      text.toLowerCase().startsWith('was')
        ? text.replace(/^was\s+(\w+)/iu, '$1 was')
        : text.replace(/^is\s+(\w+)/iu, '$1 is'),
    );
  const statement = readInversion(text) ?? readClause(text.replace(/^(?:whether|if)\s+/iu, ''));
  // "Did you send it to Anna or Paul" would need its verb in the past.
  if (statement !== null && statement.positive !== 'did' && affirmed(statement).includes(PLACE))
    return put(affirmed(statement));
  // "The logo top left or bottom right": nothing to turn.
  return before !== '' && VERBLESS.test(before) && after === ''
    ? `${capitalise(swapPerspective(before.trim()))}${ENDS_OPEN.test(before) ? '' : ':'} ${blank}`
    : null;
}

/** The options in the view of the one who answers. */
function own(options: readonly string[]): string {
  return choiceBlank(options.map((option) => swapPerspective(option)));
}

/** A preposition leads on to the options by itself. */
const ENDS_OPEN = /\b(?:at|on|in|by|from|to|for|with)\s*$/iu;
const VERBLESS =
  /^(?!.*\b(?:i|we|you|he|she|it|they|is|are|was|were|has|have|had|can|could|will|would|shall|should|do|does|did|may|must|if|that|said)\b)[\p{L}\p{N}\s’'-]{2,50}$/iu;
