import { capitalise, startLower } from './letter-case';
import { swapPerspective } from './perspective';
import { splitSubject, type SubjectAndPredicate } from './subject';
import { baseOfThirdPerson, isBaseVerb, thirdPerson } from './verb-forms';

/**
 * What a yes or a no decides, as a sentence of the one who answers with two verbs to choose from:
 * "the second shift" + "is" or "is not" + "staffed from 1 Nov".
 */
export interface Statement {
  readonly subject: string;
  readonly positive: string;
  readonly negative: string;
  readonly rest: string;
  /** What is asked on top of yes or no, with its blank: ", from [time]"; empty for most. */
  readonly also: string;
}

const AUXILIARY =
  'can|could|would|will|may|might|shall|should|must|is|are|was|were|am|have|has|had|do|does|did|any chance';
const INVERTED = new RegExp(String.raw`^(?<aux>${AUXILIARY})\s+(?<after>.+)$`, 'iu');
const DECLARATIVE =
  /^(?<subject>.{1,70}?)\s(?<aux>can|could|would|will|may|might|should|must|is|are|was|were|am|have|has|had)\s+(?<rest>.+)$/iu;
/** "…, and from what time": a second thing to say that has its place in the sentence. */
const OPEN_TAIL =
  /,?\s+(?:and\s+)?(?<preposition>from|until|till|by|at|for|with|to)\s+(?:(?<time>what\s+time)|when|(?:what|which)\s+(?:date|day)|(?<length>how\s+long)|(?<number>how\s+many)(?<noun>\s+\p{L}+)?|(?:what|which)\s+(?<address>address))$/iu;
/** Things that two people do together, so that the sender's "we" includes the one who answers. */
const TOGETHER =
  /^(?:(?:please|also|perhaps|maybe|just)\s+)*(?:still\s+on\b|on\s+for\b|meet|talk|speak|discuss|chat|catch up|agree on|have\s+(?:a|an|half|another|some|two|ten)\b.*\b(?:call|talk|chat|meeting|word|hour|minutes|conference|lunch|coffee))\b/iu;
const COURTESY =
  /^(?:(?:please|kindly|possibly|perhaps|maybe|by any chance|at all)\s+)+|^be\s+(?:so\s+)?(?:kind|good)\s+(?:as\s+|enough\s+)?to\s+/iu;
const OPINION =
  /^(?:(?:mind|think|believe|suppose|reckon|mean|remember|not)\b|(?:say|know)\s+(?:that|if|whether|so|wh\p{L}+|how)\b)/iu;

/** "Is the shift staffed?", "Could you confirm the room?": null when its grammar is not recognised with confidence. */
export function readInversion(question: string): Statement | null {
  const { aux, after } =
    INVERTED.exec(question.replace(/^is\s+there\s+(?=any\s+chance\b)/iu, ''))?.groups ?? {};
  if (aux === undefined || after === undefined || /^not\b/iu.test(after)) return null;
  const auxiliary = aux.toLowerCase();
  if (auxiliary === 'any chance') return readClause(after.replace(/^that\s+/iu, ''));
  const parts = splitSubject(
    after,
    /^(?:is|are|was|were|am|have|has|had)$/u.test(auxiliary) ? 'state' : 'verb',
  );
  return parts === null ? null : build(auxiliary, parts);
}

/** "the department would lend it", "you want the valves back", "the dunning stops": what follows "whether" or "that". */
export function readClause(clause: string): Statement | null {
  const { subject, aux, rest } = DECLARATIVE.exec(clause)?.groups ?? {};
  const pronoun = /^(?<subject>i|we|you|they)\s+(?<verb>\p{L}+)\b(?<rest>.*)$/iu.exec(clause)?.groups;
  if (pronoun && isBaseVerb((pronoun['verb'] ?? '').toLowerCase()) && pronoun['verb'] !== 'have')
    return build('do', {
      subject: pronoun['subject'] ?? '',
      predicate: `${pronoun['verb'] ?? ''}${pronoun['rest'] ?? ''}`,
    });
  if (subject !== undefined && aux !== undefined && rest !== undefined && isNounPhrase(subject))
    return build(aux.toLowerCase(), { subject, predicate: rest });
  return readThirdPerson(clause);
}

/** What somebody is asked to do, as "I [will / cannot] send you the code". */
export function actionStatement(phrase: string, positive: 'can' | 'will'): Statement {
  return {
    subject: 'I',
    positive,
    negative: 'cannot',
    rest: swapPerspective(startLower(phrase.replace(COURTESY, ''))),
    also: '',
  };
}

/** "I [can / cannot] confirm the room." */
export function undecidedStatement({ subject, positive, negative, rest, also }: Statement): string {
  return `${capitalise(subject)} [${positive} / ${negative}] ${rest}${also}`.trim();
}

export function affirmed({ subject, positive, rest, also }: Statement): string {
  return `${subject} ${positive} ${rest}${also}`.trim();
}

export function denied({ subject, negative, rest }: Statement): string {
  return `${subject} ${negative} ${rest}`.trim();
}

function build(auxiliary: string, { subject, predicate }: SubjectAndPredicate): Statement | null {
  const tail = OPEN_TAIL.exec(predicate)?.groups;
  const asked = predicate.replace(OPEN_TAIL, '').replace(COURTESY, '');
  if (OPINION.test(asked)) return null;
  const asker = subject.toLowerCase();
  const isTogether = asker === 'we' && sharesAction(asked);
  const who = isTogether ? 'we' : ownView(subject);
  // "Would you have a bed?" asks what is there; "would you be so kind as to have it changed?" asks for a favour.
  const isThere = auxiliary === 'would' && who === 'I' && /^have\b/iu.test(predicate);
  const verbs = isThere ? doVerbs(true, asked) : verbsFor(auxiliary, asker, who, asked);
  if (verbs === null) return null;
  const rest = isTogether ? verbs.rest : swapPerspective(verbs.rest);
  return { ...verbs, subject: who, rest, also: tail ? openTail(tail) : '' };
}

/** Whether the sender's "we" in "we could meet" means both. */
export function sharesAction(action: string): boolean {
  return TOGETHER.test(action);
}

function openTail(tail: Readonly<Record<string, string | undefined>>): string {
  const kinds = { time: '[time]', length: '[how long]', number: '[number]', address: '[address]' };
  const blank = Object.entries(kinds).find(([kind]) => tail[kind] !== undefined)?.[1] ?? '[date]';
  return `, ${(tail['preposition'] ?? '').toLowerCase()} ${blank}${tail['noun'] ?? ''}`;
}

type Verbs = Pick<Statement, 'positive' | 'negative' | 'rest'>;

/** The two verbs to choose from. `asker` is the subject as the sender has it, `who` as the one who answers has it. */
function verbsFor(auxiliary: string, asker: string, who: string, asked: string): Verbs | null {
  const isSender = asker === 'i' || asker === 'we';
  const isOwner = who === 'I';
  const pair = (positive: string, negative = `${positive} not`, rest = asked): Verbs => ({
    positive,
    negative,
    rest,
  });
  switch (auxiliary) {
    case 'can':
    case 'could':
      return pair('can', 'cannot');
    case 'may':
    case 'might':
      return (isSender && who !== 'we') || !isOwner ? pair('may') : pair('can', 'cannot');
    case 'will':
      return pair('will');
    case 'would':
      return wouldVerbs(isOwner, who, asked);
    case 'shall':
    case 'should':
      return isSender ? pair('should', 'need not') : pair('should');
    case 'must':
      return pair('must', 'need not');
    case 'do':
      return doVerbs(true, asked);
    case 'does':
      return doVerbs(false, asked);
    case 'did':
      return pair('did');
    case 'have':
    case 'has':
    case 'had':
      return pair(auxiliary === 'has' && /^(?:I|you|we)$/u.test(who) ? 'have' : auxiliary);
    default:
      return beVerbs(auxiliary, who, asked);
  }
}

function wouldVerbs(isOwner: boolean, who: string, asked: string): Verbs | null {
  const be = /^be\s+(?<state>.+)$/iu.exec(asked)?.groups?.['state'];
  const isOpinion =
    /^(?:possible|ok|okay|all right|fine|convenient|acceptable|good|enough|too late|willing|able|available|happy|free|interested|prepared|open)\b/iu;
  if (be !== undefined && isOpinion.test(be)) return beVerbs(isPlural(who) ? 'are' : 'is', who, be);
  const suits = /^(?<verb>work|suit|do|fit)\b\s*(?<rest>.*)$/iu.exec(asked)?.groups;
  if (!isOwner && suits) return doVerbs(isPlural(who), asked);
  const wish = /^(?<verb>like|love|prefer|want|fancy)\b\s*(?<rest>.*)$/iu.exec(asked)?.groups;
  if (wish) {
    if (/^me\b|^us\b|\bor\b/iu.test(wish['rest'] ?? '')) return null;
    return { positive: 'would like', negative: 'would not like', rest: wish['rest'] ?? '' };
  }
  return isOwner
    ? { positive: 'can', negative: 'cannot', rest: asked }
    : { positive: 'would', negative: 'would not', rest: asked };
}

/** "I [have / do not have] a spare", "the plan [has / does not have] it"; with an adverb before the verb "you [do / do not] still owe". */
function doVerbs(plural: boolean, asked: string): Verbs | null {
  const { verb, rest } = /^(?<verb>\p{L}+)\b\s*(?<rest>.*)$/u.exec(asked)?.groups ?? {};
  if (verb === undefined || rest === undefined) return null;
  const base = verb.toLowerCase();
  const helper = plural ? 'do' : 'does';
  if (!isBaseVerb(base)) return { positive: helper, negative: `${helper} not`, rest: asked };
  return {
    positive: plural ? base : thirdPerson(base),
    negative: `${helper} not ${base}`,
    rest: rest.replace(/^any\s+/iu, ''),
  };
}

function beVerbs(auxiliary: string, who: string, asked: string): Verbs {
  const isPast = auxiliary === 'was' || auxiliary === 'were';
  const form = isPast
    ? who === 'you' || who === 'we'
      ? 'were'
      : who === 'I'
        ? 'was'
        : auxiliary
    : who === 'I'
      ? 'am'
      : who === 'you' || who === 'we'
        ? 'are'
        : auxiliary === 'am'
          ? 'is'
          : auxiliary;
  const existing = who === 'there' ? /^(?<article>an?|any)\s+(?<rest>.+)$/iu.exec(asked)?.groups : undefined;
  if (existing) {
    const article = existing['article'] === 'any' ? '' : ` ${existing['article'] ?? ''}`;
    return { positive: `${form}${article}`, negative: `${form} no`, rest: existing['rest'] ?? '' };
  }
  return { positive: form, negative: `${form} not`, rest: asked };
}

/** "the dunning stops meanwhile": the verb in the third person, behind at least a noun. */
function readThirdPerson(clause: string): Statement | null {
  const words = clause.split(' ');
  for (let at = 1; at < Math.min(words.length, 8); at += 1) {
    const base = baseOfThirdPerson(words[at] ?? '');
    const subject = words.slice(0, at).join(' ');
    if (
      base === null ||
      !isNounPhrase(subject) ||
      /^(?:an?|the|my|our|your|his|her|its|their|of|for|in|on)$/iu.test(words[at - 1] ?? '')
    )
      continue;
    return build('does', { subject, predicate: [base, ...words.slice(at + 1)].join(' ') });
  }
  return null;
}

/** The subject in the view of the one who answers. */
function ownView(subject: string): string {
  const lower = subject.toLowerCase();
  if (lower === 'you' || lower === 'u') return 'I';
  if (lower === 'i' || lower === 'we') return 'you';
  return /^(?:he|she|it|they|this|that|these|those|there|someone|somebody)$/u.test(lower)
    ? lower
    : swapPerspective(subject);
}

/** Whether the subject takes "do" and "are", where the question does not say. */
function isPlural(who: string): boolean {
  return /^(?:I|you|we|they|these|those)$|^(?:two|three|both|all|these|those)\b/iu.test(who);
}

function isNounPhrase(subject: string): boolean {
  return (
    !/[,;:"“”?]|n['’]t\b|^(?:who|which|where|why|how)\b|\b(?:if|when|because|whether|what|that|and\s+\p{Ll}+s)\b(?!$)/iu.test(
      subject.replace(/(?<=\d),(?=\d)/gu, ''),
    ) && subject.split(' ').length <= 12
  );
}
