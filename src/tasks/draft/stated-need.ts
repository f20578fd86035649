import { blankForNoun } from './open-question';
import { capitalise, startLower } from './letter-case';
import { swapPerspective } from './perspective';
import { decision, openMatter, type Matter } from './matter-forms';
import { readClause, sharesAction } from './statement';
import { baseOfThirdPerson, isBaseVerb } from './verb-forms';

const WISH = String.raw`(?:i|we)(?:['’]d|\s+would|\s+should|\s+shall|\s+will)?\s+(?:(?:also|really|still|now|therefore|very much|much)\s+)*`;
const YES_OR_NO = new RegExp(
  String.raw`^(?:i|we)\s+(?:need|want|require)\s+(?:from\s+you\s+)?a\s+yes\s+or\s+(?:a\s+)?no(?:\s+from\s+you)?(?:\s+(?:to|on|about)\s+(?<to>(?:(?!\b(?:by|before|until)\b).)+?))?(?:\s+(?:by|before|until)\b.*)?$`,
  'iu',
);
const SOMEBODY =
  /(?:^|\b(?:before|that|do|so)\s+)(?:somebody|someone)\s+(?:.{0,50}?\s)?(?:should|must|has\s+to|needs\s+to|is\s+going\s+to)\s+(?<action>\p{L}.+)$/iu;
const WANTS_SOMEBODY = new RegExp(
  String.raw`^(?:${WISH}(?:like|need|want)\s+)?(?:somebody|someone)\s+to\s+(?<action>\p{L}.+)$`,
  'iu',
);
const SOMEBODY_WHO = /^(?:somebody|someone)\s+who\s+(?<verb>\p{L}+)\s+(?<rest>.+)$/iu;
const WANTS_TO = new RegExp(
  String.raw`^${WISH}(?:like|love|want|prefer|wish)\s+(?:very\s+much\s+)?to\s+(?<action>\p{L}.+)$`,
  'iu',
);
const WANTS_THING = new RegExp(
  String.raw`^(?:(?:this|next)\s+\p{L}+\s+)?${WISH}(?:need|require|want|like|prefer|love)\s+(?:to\s+have\s+)?(?:from\s+you,?\s+)?(?:by\s+\p{L}+,\s+)?(?<thing>(?:an?|the|your|my|our|his|her|its|their|this|that|these|those|it|them|some|one|two|three|four|five|six|both|all|another|\d[\d.,]*)(?:\s.+)?)$`,
  'iu',
);
/** "we would like the receipt to be in her name", "we'd want it to go to the hens". */
const WANTS_OF_THING = new RegExp(
  String.raw`^${WISH}(?:like|love|want|need|prefer)\s+(?<what>(?:it|this|that|these|those|them|the|our|my|his|her|their)(?:\s+[\p{L}’'-]+){0,6}?)\s+to\s+(?<rest>(?:be|go|come|stay|stand|start|end|have|include)\b.*)$`,
  'iu',
);
const APPRECIATED =
  /^(?:i|we)(?:['’]d|\s+would|\s+should)\s+(?:\w+\s+)?(?:appreciate|welcome|value|be\s+(?:glad\s+of|grateful\s+for|glad\s+to\s+have))\s+(?<thing>(?:an?|the|your|some)\s.+)$/iu;
/** "give me one number you'd accept". */
const GIVE_WORD =
  /^(?:please\s+)?(?:give|tell|let)\s+(?:me|us)(?:\s+(?:have|know))?\s+(?<thing>(?:an?|the|your|one)\s.+)$/iu;
const NOUN_PHRASE = /^(?:an?|the|your|our|his|her|their|some|one|two|three|\d+)\s+\p{L}/iu;
const FINITE = /\b(?:is|are|was|were|has|have|had|can|could|will|would|should|must|i|we|they|he|she)\b/iu;
/** What is told before the wish: "we sign on Monday and I'd like …", "for that we'd want …". */
const LEAD = new RegExp(
  String.raw`^(?!if\b)(?:.{2,90}?(?:,|:|\band|\bso)\s+|(?:for|in|on|at|this|next|from|before|until|after)\s.{2,90}?\s)(?=${WISH}(?:just\s+)?(?:like|love|want|need|require|prefer)\b)`,
  'iu',
);
const TAIL = /,?\s+and\s+(?:have|can|need|will|would|to\s+know)\b.*$/iu;
/** What the wish depends on is the writer's business: "… if nobody else has it". */
const CONDITION =
  /(?<=\S+(?:\s+\S+){4}),?\s+if\s+(?:nobody|no\s+one|it['’]?s?|that|the|there|at\s+all)\b.*$/iu;
const MISSING = /^(?:still\s+)?missing(?:\s+still)?:\s+(?<thing>.+)$/iu;
const TO_HAVE = /^to\s+have\s+(?<thing>(?:an?|the|your|some|one|two|\d)\s?.+)$/iu;
const WOULD_HELP =
  /^it\s+would\s+(?:also\s+)?(?:help|be\s+(?:\p{L}+\s+)?(?:useful|helpful|good|a\s+help))\s+(?:me\s+|us\s+)?to\s+have\s+(?<thing>[^,]+)/iu;
const ANY_CHANCE = /^(?:is\s+there\s+)?any\s+chance\s+of\s+(?<thing>.+)$/iu;
const THEIR_NEED =
  /^(?<who>he|she|they)\s+(?:also\s+)?(?:needs?|wants?)\s+(?<thing>(?:an?|the|your|my|our|his|her|their)\s.+)$/iu;

/** After a longer subject an "is" comes too late. */
const LONGEST_SUBJECT_WORDS = 9;

/** A need told as a statement: "we need the form by Friday", "somebody who looks at the calls", "an answer by Thursday". Null for anything else. */
export function readNeed(told: string): Matter | null {
  const main = told
    .replace(LEAD, '')
    .replace(/(?<=^(?:i|we)\b.{0,12}\s)just\s+/iu, '')
    .replace(TAIL, '')
    .replace(CONDITION, '');
  const lacking = MISSING.exec(main)?.groups?.['thing'];
  if (lacking !== undefined)
    return decision({
      subject: 'I',
      positive: 'will',
      negative: 'cannot',
      rest: `send you ${swapPerspective(startLower(lacking))}`,
      also: '',
    });
  const further = (TO_HAVE.exec(main) ?? WOULD_HELP.exec(main))?.groups?.['thing'];
  if (further !== undefined) return decision(have(further));
  const chance = ANY_CHANCE.exec(main)?.groups?.['thing'];
  if (chance !== undefined) return decision(have(chance));
  const theirs = THEIR_NEED.exec(main)?.groups;
  if (theirs)
    return decision({ ...have(theirs['thing'] ?? ''), subject: (theirs['who'] ?? '').toLowerCase() });
  const yesOrNo = YES_OR_NO.exec(main);
  if (yesOrNo) {
    const to = yesOrNo.groups?.['to'];
    return decision({
      subject: 'I',
      positive: 'agree',
      negative: 'do not agree',
      rest: to === undefined ? '' : `to ${swapPerspective(to)}`,
      also: '',
    });
  }
  const somebody =
    (SOMEBODY.exec(main) ?? WANTS_SOMEBODY.exec(main))?.groups?.['action'] ?? describedAction(main);
  if (somebody !== undefined)
    return decision({
      subject: '[name]',
      positive: 'will',
      negative: 'will not',
      rest: swapPerspective(somebody),
      also: '',
    });
  const word = GIVE_WORD.exec(main)?.groups?.['thing'];
  if (word !== undefined && blankForNoun(word) !== '[your answer]') return named(word);
  const action = WANTS_TO.exec(main)?.groups?.['action'];
  const askedFor =
    action === undefined ? undefined : /^ask\s+for\s+(?<thing>.+)$/iu.exec(action)?.groups?.['thing'];
  if (askedFor !== undefined) return decision(have(askedFor));
  if (
    action !== undefined &&
    !/^(?:know|ask|hear|find\s+out|have\s+(?:your|the|an?))\b/iu.test(action) &&
    isBaseVerb((action.split(' ')[0] ?? '').toLowerCase())
  )
    return decision(permission(action));
  const { what, rest } = WANTS_OF_THING.exec(main)?.groups ?? {};
  if (what !== undefined && rest !== undefined)
    return decision({
      subject: swapPerspective(startLower(what)).replace(/^them$/u, 'they'),
      positive: 'can',
      negative: 'cannot',
      rest: swapPerspective(rest),
      also: '',
    });
  const withheld =
    /^if\s+(?:i|we)\s+(?:do\s+not|don['’]?t)\s+(?:have|get|receive)\s+(?<lack>(?:the|your|an?)\s.+?)(?:\s+by\s+then\b.*|,.*)?$/iu.exec(
      main,
    )?.groups?.['lack'];
  const thing = withheld ?? (WANTS_THING.exec(main) ?? APPRECIATED.exec(main))?.groups?.['thing'];
  // What the owner thinks is for the owner to say.
  const said =
    /^your\s+(?<what>view|views|opinion|thoughts|feedback|input|advice|side|answer|decision|version|comment|reply|yes or (?:a )?no)\b(?<on>\s+(?:on|about|to)\s.+)?/iu.exec(
      thing ?? '',
    )?.groups;
  if (said)
    return /^yes/iu.test(said['what'] ?? '')
      ? openMatter('My answer: [yes / no]', 'this')
      : openMatter(
          `My ${said['what'] ?? ''}${swapPerspective(said['on'] ?? '')}: [your answer]`,
          `my ${said['what'] ?? ''}`,
        );
  if (thing !== undefined && /^\[(?:name|names|number)\]$/u.test(blankForNoun(thing))) return named(thing);
  // "I would like Xs that …" with a second statement inside is not taken for a thing.
  return thing === undefined || /\b(?:if|that is|to know)\b/iu.test(thing) ? null : decision(have(thing));
}

/** An entry of a list of asks that is no sentence: "an answer by Thursday", "your EORI number", "that the dunning stops". */
export function readListedNeed(main: string): Matter | null {
  const that = /^that\s+(?<clause>.+)$/iu.exec(main)?.groups?.['clause'];
  if (that !== undefined) {
    const statement = readClause(that);
    return statement === null ? null : decision(statement);
  }
  if (
    !NOUN_PHRASE.test(main) ||
    FINITE.test(main) ||
    main.split(/\s+/u).some((word) => baseOfThirdPerson(word) !== null)
  )
    return null;
  return blankForNoun(main) === '[your answer]' ? decision(have(startLower(main))) : named(main);
}

function permission(action: string) {
  const isTogether = sharesAction(action);
  return {
    subject: isTogether ? 'we' : 'you',
    positive: 'can',
    negative: 'cannot',
    rest: isTogether ? action : swapPerspective(action),
    also: '',
  };
}

function have(thing: string) {
  return {
    subject: 'you',
    positive: 'can',
    negative: 'cannot',
    rest: `have ${swapPerspective(thing)}`,
    also: '',
  };
}

/** "the width of the gate" is "The width of the gate is [number]". */
function named(thing: string): Matter {
  const phrase = swapPerspective(startLower(thing.replace(/^an?\s+(?=number\b)/iu, 'the ')));
  const isShort =
    phrase.split(' ').length <= LONGEST_SUBJECT_WORDS &&
    !/^(?:two|three|four|five|six|both|all)\b|s$/iu.test(phrase);
  return openMatter(`${capitalise(phrase)}${isShort ? ' is' : ':'} ${blankForNoun(thing)}`, phrase);
}

/** "who looks at the calls and tells me" is "look at the calls and tell me". */
function describedAction(main: string): string | undefined {
  const { verb, rest } = SOMEBODY_WHO.exec(main)?.groups ?? {};
  if (verb === undefined || rest === undefined) return undefined;
  const base = baseOfThirdPerson(verb);
  return base === null
    ? undefined
    : `${base} ${rest.replace(/(?<=\band\s+)\p{L}+/gu, (word) => baseOfThirdPerson(word) ?? word)}`;
}
