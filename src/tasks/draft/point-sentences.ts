import type { AskAnswer } from '../../contracts/briefing';
import type { DraftLanguage } from './language';
import { capitalise, matterOf, type Matter } from './matter';

/** The phrases of languages other than English, where an ask is quoted rather than rebuilt. */
interface Phrases {
  readonly about: (quote: string) => string;
  readonly blank: string;
  readonly yes: string;
  readonly no: string;
  readonly later: string;
}

const PHRASES: Readonly<Record<Exclude<DraftLanguage, 'en'>, Phrases>> = {
  de: {
    about: (quote) => `Zu „${quote}“`,
    blank: '[Antwort]',
    yes: 'ja, gern.',
    no: 'leider nein.',
    later: 'dazu melde ich mich bis [Datum].',
  },
  es: {
    about: (quote) => `En cuanto a «${quote}»`,
    blank: '[respuesta]',
    yes: 'sí, de acuerdo.',
    no: 'lo siento, no es posible.',
    later: 'le contestaré antes del [fecha].',
  },
  fr: {
    about: (quote) => `Concernant « ${quote} »`,
    blank: '[réponse]',
    yes: 'oui, c’est d’accord.',
    no: 'ce n’est malheureusement pas possible.',
    later: 'je reviendrai vers vous avant le [date].',
  },
  nl: {
    about: (quote) => `Over “${quote}”`,
    blank: '[antwoord]',
    yes: 'ja, dat is goed.',
    no: 'dat gaat helaas niet.',
    later: 'daar kom ik uiterlijk [datum] op terug.',
  },
};

/** The blank of a reply to a mail that asks nothing in particular. */
export function openBlank(language: DraftLanguage): string {
  return language === 'en' ? '[your answer]' : PHRASES[language].blank;
}

/** The phrases that stand in drafts of a language whatever the mail says. */
export function fixedPhrases(language: DraftLanguage): string[] {
  if (language === 'en') return [];
  const { about, yes, no, later } = PHRASES[language];
  return [about(''), yes, no, later];
}

/** A note that says when, so that it can take the place of the date in "by [date]". */
const WHEN_NOTE =
  /^(?:by|on|before|after|until|within|in|at|tomorrow|today|tonight|next|this|end of|early|later|mon|tue|wed|thu|fri|sat|sun)\b[^.!?;,]{0,40}$/iu;

/**
 * What the reply says on one ask: the user's stance and note, or an explicit blank while the user has not decided. `isFollowing` is set after
 * the first point, so that the wording varies.
 */
export function pointSentence(
  askText: string,
  answer: AskAnswer | null,
  language: DraftLanguage,
  isFollowing: boolean,
): string {
  const stance = answer?.stance ?? null;
  const note = (answer?.note ?? '').replace(/\s+/gu, ' ').trim();
  if (language !== 'en') return foreignSentence(askText, stance, note, PHRASES[language]);
  const matter = matterOf(askText);
  switch (stance) {
    case null:
      return `${note === '' ? undecided(matter, isFollowing) : `${capitalise(about(matter, isFollowing))}: ${asEnding(note)}`}`;
    case 'own-words':
      return note === '' ? undecided(matter, isFollowing) : ownWords(matter, note, isFollowing);
    case 'yes':
      return join(yes(matter, isFollowing), note);
    case 'no':
      return join(no(matter, isFollowing), note);
    case 'later':
      return WHEN_NOTE.test(note)
        ? later(matter, withPreposition(note))
        : join(later(matter, 'by [date]'), note);
  }
}

function foreignSentence(
  askText: string,
  stance: AskAnswer['stance'],
  note: string,
  phrases: Phrases,
): string {
  const about = phrases.about(askText.replace(/[.\s]+$/u, ''));
  if (stance === null || stance === 'own-words')
    return `${about}: ${note === '' ? `${phrases.blank}.` : asEnding(note)}`;
  return join(`${about}: ${phrases[stance]}`, note);
}

function undecided(matter: Matter, isFollowing: boolean): string {
  const isChoice =
    (matter.kind === 'whether' && matter.isChoice) ||
    /^(?:which (?:one|of)\b|of your options|either\b)|\bor\b/iu.test(matter.phrase);
  return `${about(matter, isFollowing)}: ${isChoice ? '[your choice]' : '[your answer]'}.`;
}

/** The ask as the opening of a sentence: "You asked whether you can take Friday off". */
function about(matter: Matter, isFollowing: boolean): string {
  const asked = isFollowing ? 'also asked' : 'asked';
  switch (matter.kind) {
    case 'action':
      return matter.condition === ''
        ? `You ${asked} me to ${matter.phrase}`
        : `${matter.condition}, you ${asked} me to ${matter.phrase}`;
    case 'whether':
      return `You ${asked} whether ${matter.phrase}`;
    case 'question-word':
      return `You ${asked} ${matter.phrase}`;
    case 'topic':
      return matter.phrase;
  }
}

function ownWords(matter: Matter, note: string, isFollowing: boolean): string {
  // A note of a few words is no sentence; it needs to be said what it answers.
  return note.split(' ').length >= 4 && /\p{L}/u.test(note)
    ? asSentence(note)
    : `${about(matter, isFollowing)}: ${asEnding(note)}`;
}

function yes(matter: Matter, isFollowing: boolean): string {
  if (matter.kind === 'action') return `Yes, I will ${matter.phrase}.`;
  if (matter.kind === 'whether' && !matter.isChoice)
    return `Yes, ${matter.phrase.replace(/^(\S+) (?:could|would|might)\b/u, '$1 can')}.`;
  return `${about(matter, isFollowing)}: yes.`;
}

function no(matter: Matter, isFollowing: boolean): string {
  if (matter.kind === 'action') return `I am sorry, but I cannot ${matter.phrase}.`;
  if (matter.kind === 'whether' && !matter.isChoice) {
    const negated = negate(matter.phrase);
    if (negated !== null) return `I am sorry, but ${negated}.`;
  }
  if (matter.kind === 'question-word') return `I am sorry, but I cannot tell you ${matter.phrase}.`;
  return `${about(matter, isFollowing)}: I am sorry, but no.`;
}

function later(matter: Matter, when: string): string {
  switch (matter.kind) {
    case 'action':
      return `I will let you know ${when} whether I can ${matter.phrase}.`;
    case 'whether':
      return `I will let you know ${when} whether ${matter.phrase}.`;
    case 'question-word':
      return `I will let you know ${when} ${matter.phrase}.`;
    case 'topic':
      return `${matter.phrase}: I will come back to you on this ${when}.`;
  }
}

/** "you can take Friday off" is "you cannot take Friday off"; null where the verb is not one that takes "not". */
function negate(clause: string): string | null {
  const match = /^(\S+) (can|could|may|might|will|would|should|is|are|am|was|were)\b/u.exec(clause);
  if (!match) return null;
  const [whole, subject, verb] = match;
  const negative =
    verb === 'can' || verb === 'could' || verb === 'may' || verb === 'might' ? 'cannot' : `${verb} not`;
  return `${subject} ${negative}${clause.slice(whole.length)}`;
}

function withPreposition(note: string): string {
  return /^(?:by|on|before|after|until|within|in|at|tomorrow|today|tonight|next|this|later|early)\b/iu.test(
    note,
  )
    ? note.charAt(0).toLowerCase() + note.slice(1)
    : `by ${note}`;
}

function join(sentence: string, note: string): string {
  return note === '' ? sentence : `${sentence} ${asSentence(note)}`;
}

function asSentence(note: string): string {
  return asEnding(capitalise(note));
}

function asEnding(note: string): string {
  return /[.!?…]$/u.test(note) ? note : `${note}.`;
}
