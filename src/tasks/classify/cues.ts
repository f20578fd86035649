import type { MailAddress, Message } from '../../contracts/message';
import { combineCues, type CombinedCues } from './combined-cues';
import { contextCues, type ContextCues } from './context-cues';
import { excerpt } from './excerpt';
import { findDeadlines, type Deadline } from './deadlines';
import { isImperative } from './imperatives';
import type { MailView } from './mail-view';
import { PHRASES, PHRASE_NAMES, type PhraseName } from './phrases';
import { senderCues, type SenderCues } from './sender-cues';

/** Cues of form: how a mail is written rather than what it says. Each value is 0 to 1. */
interface StyleCues {
  readonly greetsOwner: number;
  readonly greetsOther: number;
  readonly greetsGroup: number;
  readonly greetsAnyone: number;
  readonly namesOwner: number;
  readonly questions: number;
  readonly endsWithQuestion: number;
  readonly answerOnlyAsk: number;
  readonly links: number;
  readonly exclamations: number;
  readonly shouting: number;
  readonly emojiSubject: number;
  readonly short: number;
  readonly long: number;
  readonly listItems: number;
  readonly urgentSubject: number;
  readonly imperatives: number;
  readonly insistence: number;
  readonly signedByName: number;
  readonly addressesYou: number;
  readonly speaksAsI: number;
  readonly contractions: number;
  readonly questionInSubject: number;
  readonly opensWithQuestion: number;
  readonly figures: number;
}

interface DeadlineCues {
  readonly dueNow: number;
  readonly dueToday: number;
  readonly dueTonight: number;
  readonly dueTomorrow: number;
  readonly dueThisWeek: number;
  readonly dueLater: number;
}

export type CueName =
  | keyof SenderCues
  | keyof StyleCues
  | keyof DeadlineCues
  | keyof ContextCues
  | keyof CombinedCues
  | PhraseName;

/** The evidence found in a mail: a value for each cue, and the words it was found in. */
export interface CueReport {
  readonly values: Readonly<Record<CueName, number>>;
  /** The sentence or words behind a cue, where there are any. */
  readonly quotes: ReadonlyMap<CueName, string>;
}

/** Cues that sentences which say "no answer needed" or "not urgent" must not feed. */
const ASKS: ReadonlySet<PhraseName> = new Set(['directQuestion', 'answerRequest']);

/** Other mails that tell something about this one. */
export interface Surroundings {
  /** The other mails of its thread. */
  readonly thread: readonly Message[];
  /** People whom the owner knows: senders and recipients of other mail. */
  readonly contacts: readonly MailAddress[];
}

export const NO_SURROUNDINGS: Surroundings = { thread: [], contacts: [] };

export function findCues(view: MailView, { thread, contacts }: Surroundings = NO_SURROUNDINGS): CueReport {
  const quotes = new Map<CueName, string>();
  const single = {
    ...senderCues(view),
    ...contextCues(view, thread, contacts),
    ...styleCues(view, quotes),
    ...phraseCues(view, quotes),
    ...deadlineCues(findDeadlines([view.subject, ...view.sentences], view.message.dateHeader), quotes),
  };
  return { values: { ...single, ...combineCues(single) }, quotes };
}

function phraseCues(view: MailView, quotes: Map<CueName, string>): Record<PhraseName, number> {
  const counts = Object.fromEntries(PHRASE_NAMES.map((name) => [name, 0])) as Record<PhraseName, number>;
  if (PHRASES.unsubscribe.test(view.footer)) counts.unsubscribe += 1;
  if (PHRASES.automaticNotice.test(view.footer)) counts.automaticNotice += 1;
  for (const sentence of [view.subject, ...view.sentences]) {
    const declines = PHRASES.noAnswerWanted.test(sentence);
    const calms = PHRASES.urgencyDenied.test(sentence);
    for (const name of PHRASE_NAMES) {
      if (declines && ASKS.has(name)) continue;
      if (calms && name === 'urgentWords') continue;
      if (!PHRASES[name].test(sentence)) continue;
      counts[name] += 1;
      if (!quotes.has(name)) quotes.set(name, excerpt(sentence, sentence.search(PHRASES[name])));
    }
  }
  for (const name of PHRASE_NAMES) counts[name] = saturate(counts[name]);
  return counts;
}

/** 0, then 0.7, then 1: the second finding adds less than the first. */
function saturate(count: number): number {
  return count === 0 ? 0 : count === 1 ? 0.7 : 1;
}

function styleCues(view: MailView, quotes: Map<CueName, string>): StyleCues {
  const { body, sentences, subject } = view;
  const opening = body.trimStart().slice(0, 120);
  const firstLine = (opening.split('\n')[0] ?? '').toLowerCase();
  const firstWords = (opening.split('\n')[0] ?? '').trim();
  const callsOwner = view.ownerNames.some((name) => firstLine.includes(name));
  const looksLikeGreeting = firstLine.length < 60;
  const isGroup = looksLikeGreeting && GROUP.test(firstLine);
  const questions = sentences.filter((sentence) => sentence.endsWith('?'));
  if (questions[0]) quotes.set('questions', excerpt(questions.at(-1) ?? questions[0]));
  const orders = sentences.filter((sentence) => isImperative(sentence) && !PHRASES.marketing.test(sentence));
  if (orders[0]) quotes.set('imperatives', excerpt(orders[0]));
  const letters = subject.replace(/[^\p{L}]/gu, '');
  const rest = new Set(
    body
      .slice(firstLine.length)
      .toLowerCase()
      .split(/[^\p{L}'’-]+/u),
  );
  const namesOwner = view.ownerNames.some((name) => rest.has(name));
  const share = (pattern: RegExp): number =>
    sentences.length === 0
      ? 0
      : sentences.filter((sentence) => pattern.test(sentence)).length / sentences.length;
  const lastQuestion = view.lastParagraph.includes('?');
  return {
    greetsOwner: callsOwner && looksLikeGreeting ? 1 : 0,
    greetsOther: !callsOwner && !isGroup && callsSomeone(firstWords) ? 1 : 0,
    greetsGroup: isGroup ? 1 : 0,
    greetsAnyone: looksLikeGreeting && ANYONE.test(firstLine) ? 1 : 0,
    namesOwner: namesOwner ? 1 : 0,
    questions: Math.min(questions.length, 3) / 3,
    endsWithQuestion: lastQuestion ? 1 : 0,
    answerOnlyAsk: view.words < 60 && questions.length > 0 ? 1 : 0,
    links: Math.min((body.match(/https?:\/\/|www\./giu) ?? []).length, 3) / 3,
    exclamations: Math.min((`${subject} ${body}`.match(/!/gu) ?? []).length, 4) / 4,
    shouting: letters.length > 5 && letters.replace(/\p{Ll}/gu, '').length / letters.length > 0.5 ? 1 : 0,
    emojiSubject: /\p{Extended_Pictographic}/u.test(subject) ? 1 : 0,
    short: view.words < 60 ? 1 : 0,
    long: Math.min(view.words / 400, 1),
    listItems: /^[ \t]*(?:[-*•]|\d{1,2}[.)]|[a-z]\))[ \t]/mu.test(body) ? 1 : 0,
    insistence: /\b(?:NOW|TODAY|TOMORROW|TONIGHT|ASAP|URGENT|NOTHING|STOP|HELP)\b|!!|\?\?/u.test(
      `${subject} ${body}`,
    )
      ? 1
      : 0,
    imperatives: Math.min(orders.length, 3) / 3,
    signedByName: signsByName(view) ? 1 : 0,
    addressesYou: share(/\b(?:you|your|yours|u|sie|ihr|ihre|usted|su|vous|votre|u|uw|je|jij)\b/iu),
    speaksAsI: share(/\b(?:i|i['’](?:m|ve|ll|d)|my|me|ich|mir|yo|mi|j['’]ai|ik|mij)\b/iu),
    contractions: share(
      /\b(?:i|it|we|you|they|he|she|that|there|don|doesn|didn|isn|wasn|can|won|couldn|wouldn|haven|hasn|let|what)['’](?:m|s|ve|ll|d|re|t)\b/iu,
    ),
    questionInSubject: subject.trimEnd().endsWith('?') ? 1 : 0,
    opensWithQuestion: sentences.slice(0, 2).some((sentence) => sentence.endsWith('?')) ? 1 : 0,
    figures: Math.min((body.match(/\d+/gu) ?? []).length, 20) / 20,
    urgentSubject: PHRASES.urgentWords.test(subject) ? 1 : 0,
  };
}

/** "Nils, see below" or "Hi Lucille,": somebody is addressed by name. */
function callsSomeone(firstLine: string): boolean {
  return (
    /^(?:(?:dear|hi|hello|hey|morning|good \w+|hallo|guten \w+|liebe[rs]?|hola|bonjour|beste)\s+)?(?:(?:mr|mrs|ms|dr|frau|herr)\.?\s+)?\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?(?:,|!| -| –|:$|$)/u.test(
      firstLine.replace(/^\p{L}/u, (letter) => letter),
    ) && !OPENING_WORDS.test(firstLine)
  );
}

/** Words that open a sentence with a comma after them, and are no names. */
const OPENING_WORDS =
  /^(?:thanks?|thank you|good|great|ok(?:ay)?|yes|no|sorry|hi|hello|hey|hiya|morning|fyi|update|so|well|all|please|welcome|congratulations|dear|notice|reminder|reference)(?:\b[,!:-]|$)/iu;

/** The last line of the mail's own words is a name or an initial, as people sign and machines seldom do. */
function signsByName({ body, signature, message }: MailView): boolean {
  const last = signature || (body.trimEnd().split('\n').at(-1)?.trim() ?? '');
  if (last.length > 40 || !/^[\p{L}][\p{L}\s.'’-]*$/u.test(last)) return false;
  const words = last
    .toLowerCase()
    .split(/[\s.]+/u)
    .filter((word) => word !== '');
  const sender = `${message.from?.name ?? ''} ${message.from?.address ?? ''}`.toLowerCase();
  return words.length <= 4 && words.some((word) => sender.includes(word));
}

const GROUP =
  /\b(?:all|team|everyone|everybody|colleagues|folks|members|parents|neighbou?rs|friends|growers|tenants|residents|managers|both|guys|heads|customers?|partners?|sellers?|liebe alle|kolleg\p{L}+|a todos|allemaal|collega\p{L}*|à tous)\b/u;
const ANYONE =
  /\b(?:sir|madam|user|customer|esteemed|friend|homeowner|sirs|beneficiary|reader|subscriber|member|there|creative|winner|client|owner|professional)\b/u;

/** Hours from reading up to which a deadline is of that kind. */
const DUE_WITHIN: Readonly<Record<keyof DeadlineCues, number>> = {
  dueNow: 5,
  dueToday: 7.5,
  dueTonight: 16,
  dueTomorrow: 36,
  dueThisWeek: 168,
  dueLater: Infinity,
};

function deadlineCues(deadlines: readonly Deadline[], quotes: Map<CueName, string>): DeadlineCues {
  const cues = { dueNow: 0, dueToday: 0, dueTonight: 0, dueTomorrow: 0, dueThisWeek: 0, dueLater: 0 };
  for (const { hours, quote } of deadlines) {
    const name =
      (Object.keys(DUE_WITHIN) as (keyof DeadlineCues)[]).find((cue) => hours <= DUE_WITHIN[cue]) ??
      'dueLater';
    cues[name] = 1;
    if (!quotes.has(name)) quotes.set(name, quote);
  }
  return cues;
}
