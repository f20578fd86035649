import type { AskAnswer } from '../../contracts/briefing';
import { foreignPhrases, foreignPoint, openBlankIn } from './foreign-points';
import type { DraftLanguage } from './language';
import { startLower } from './letter-case';
import { matterOf } from './matter';
import type { Matter } from './matter-forms';
import { asEnding, asSentence } from './notes';
import { swapPerspective } from './perspective';
import { affirmed, denied, undecidedStatement } from './statement';
import { baseOfThirdPerson } from './verb-forms';

/** The blank of a reply to a mail that asks nothing in particular. */
export function openBlank(language: DraftLanguage): string {
  return language === 'en' ? '[your answer]' : openBlankIn(language);
}

/** The phrases that stand in drafts of a language whatever the mail says. */
export function fixedPhrases(language: DraftLanguage): string[] {
  return language === 'en' ? [] : foreignPhrases(language);
}

/** A note that says when, so that it can take the place of the date in "by [date]". */
const WHEN_NOTE =
  /^(?:by|on|before|after|until|within|in|at|tomorrow|today|tonight|next|this|end of|early|later|mon|tue|wed|thu|fri|sat|sun)\b[^.!?;,]{0,40}$/iu;
/** Fewer words than this are no sentence of their own. */
const SENTENCE_WORDS = 4;
/** A context in more words than this is left to the sender's own mail. */
const CONTEXT_WORDS = 14;
/** A context that is a sentence of its own reads badly before the answer. */
const TELLS =
  /\b(?:i|we|you|he|she|they|is|are|was|were|has|have|had|says?|said|came|wants?|will|would|can)\b/iu;
/** Words that lose their capital when something comes before them. */
const COMMON_OPENING =
  /^(?:You|We|He|She|It|They|There|This|That|These|Those|The|A|An|One|Some|Both|All|My|Your|As|To|Let|From|Yes|How|What|When|Where|Who|Which)\b/u;

/** What the reply says on one ask: the user's stance and note, or the same sentence with explicit blanks while the user has not decided. */
export function pointSentence(askText: string, answer: AskAnswer | null, language: DraftLanguage): string {
  const stance = answer?.stance ?? null;
  const note = (answer?.note ?? '').replace(/\s+/gu, ' ').trim();
  if (language !== 'en') return foreignPoint(askText, stance, note, language);
  const matter = matterOf(askText);
  switch (stance) {
    case null:
    case 'own-words':
      return note === '' ? inPlace(matter, undecided(matter)) : ownWords(matter, note);
    case 'yes':
      return yes(matter, note);
    case 'no':
      return join(inPlace(matter, no(matter)), note);
    case 'later':
      return WHEN_NOTE.test(note)
        ? inPlace(matter, later(matter, withPreposition(note)))
        : join(inPlace(matter, later(matter, 'by [date]')), note);
  }
}

/** With what the same sentence asks besides. */
function undecided(matter: Matter): string {
  const first = undecidedPart(matter);
  return matter.second === null ? first : `${first} ${inPlace(matter.second, undecided(matter.second))}`;
}

function undecidedPart(matter: Matter): string {
  switch (matter.kind) {
    case 'decision':
      return `${undecidedStatement(matter.statement)}.`;
    case 'open':
      return asEnding(matter.sentence);
    case 'topic':
      return `${matter.phrase}: ${matter.blank}.`;
  }
}

/** A note of a few words is no sentence; it needs to be said what it answers. */
function ownWords(matter: Matter, note: string): string {
  return note.split(' ').length >= SENTENCE_WORDS && /\p{L}/u.test(note)
    ? asSentence(note)
    : `${heading(matter)}: ${asEnding(note)}`;
}

function heading(matter: Matter): string {
  if (matter.kind === 'decision') return `As to whether ${matter.phrase}`;
  return matter.kind === 'open' ? `As to ${matter.phrase}` : matter.phrase;
}

function yes(matter: Matter, note: string): string {
  switch (matter.kind) {
    case 'decision':
      return join(inPlace(matter, `Yes, ${affirmed(matter.statement)}.`), note || besides(matter));
    case 'open':
      // Yes does not answer which, who or when.
      return note === '' ? inPlace(matter, undecided(matter)) : ownWords(matter, note);
    case 'topic':
      return join(`${matter.phrase}: yes.`, note);
  }
}

/** A yes leaves open what the same sentence asks besides. */
function besides({ second }: Matter): string {
  return second === null ? '' : inPlace(second, undecided(second));
}

function no(matter: Matter): string {
  switch (matter.kind) {
    case 'decision':
      return `I am afraid ${denied(matter.statement)}.`;
    case 'open':
      return isQuestionClause(matter.phrase)
        ? `I am afraid I cannot tell you ${matter.phrase}.`
        : `As to ${matter.phrase}: I am afraid not.`;
    case 'topic':
      return `${matter.phrase}: I am afraid not.`;
  }
}

function later(matter: Matter, when: string): string {
  switch (matter.kind) {
    case 'decision': {
      const { statement } = matter;
      // What one is asked to do is not yet what one will do.
      const positive =
        statement.subject === 'I' && statement.positive === 'will' ? 'can' : statement.positive;
      return `I will let you know ${when} whether ${affirmed({ ...statement, positive })}.`;
    }
    case 'open':
      return isQuestionClause(matter.phrase)
        ? `I will let you know ${when} ${matter.phrase}.`
        : `I will come back to you on ${matter.phrase} ${when}.`;
    case 'topic':
      return `${matter.phrase}: I will come back to you on this ${when}.`;
  }
}

function isQuestionClause(phrase: string): boolean {
  return /^(?:(?:from|until|by|at|in|to|on|for)\s+)?(?:what|when|where|who|whom|whose|which|how|why|whether)\b/iu.test(
    phrase,
  );
}

/** Before the sentence its condition, or what it is about where it does not say so itself. */
function inPlace(matter: Matter, sentence: string): string {
  const following = COMMON_OPENING.test(sentence)
    ? startLower(sentence)
    : sentence.replace(/^\[\p{Lu}/u, (opening) => opening.toLowerCase());
  const conditional = matter.condition === '' ? sentence : `${matter.condition}, ${following}`;
  const context = swapPerspective(matter.context.replace(/^(?:it|that|this)\s+(?:is|comes\s+to)\s+/iu, ''));
  const words = context.split(' ');
  const tells = TELLS.test(context) || words.some((word) => baseOfThirdPerson(word) !== null);
  if (context === '' || words.length > CONTEXT_WORDS || tells) return conditional;
  return `${context}: ${matter.condition === '' ? following : conditional}`;
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
