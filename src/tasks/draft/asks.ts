import type { Ask, Owner } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { atOnce, inTurns, type Steps } from '../../platform/in-turns';
import { bodyRanges } from '../text/body';
import { createAddresseeTracker } from './addressee';
import { fragmentOptions } from './choice';
import {
  askFormOf,
  asksApproval,
  isEntryFor,
  isAnaphoric,
  isBareChoice,
  isDangling,
  isRhetorical,
  leadsRequestList,
  opensQuestion,
  steersAssistant,
  type AskForm,
} from './ask-cues';
import { splitClauses, type Clause } from './clauses';
import { detectLanguage } from './language';
import { isGreetingLine, isSignOffLine } from './letter';
import { firstNameOf } from './names';

/** Nobody answers more points than this in one mail; the first ones count. */
const MOST_ASKS = 8;
const LONGEST_CONTEXT_CHARS = 160;
/** A choice in more words than this names its matter itself. */
const LONGEST_BARE_CHOICE_WORDS = 12;

interface Found {
  readonly form: AskForm;
  readonly start: number;
  readonly end: number;
  readonly paragraph: number;
  /** An entry of a list. */
  readonly listed: boolean;
  /** Where the question itself begins, when the stretch opens with what it points to. */
  readonly asksFrom: number;
  /** Part of a sentence with a question mark. */
  readonly inQuestion: boolean;
  /** The options that a bare "which one?" points to; empty for most. */
  readonly options: readonly string[];
}

/** The opening of a list and no ask of its own: "Could you please:". */
const BARE_OPENING =
  /^(?:(?:and|please|could you|can you|would you|tell (?:me|us)|let (?:me|us) know)\s*)+[.:]?$/iu;

/**
 * What the mail asks of its owner: questions, requests, stated needs and choices, in the order of the mail and in its own words. Compound requests
 * are split; what is asked of others, courtesies and bulk mail are left out. `evidence.quote` is the exact stretch that `text` tidies up.
 */
export function findAsks(message: Message, owner: Owner): Ask[] {
  return atOnce(askSteps(message, owner));
}

/** As `findAsks`, with turns for the page, which a very long mail would hold up. */
export function findAsksInTurns(message: Message, owner: Owner): Promise<Ask[]> {
  return inTurns(askSteps(message, owner));
}

function* askSteps(message: Message, owner: Owner): Steps<Ask[]> {
  if (awaitsNoAnswer(message)) return [];
  const found: Found[] = [];
  for (const range of bodyRanges(message)) {
    const clauses = splitClauses(message.text, range.start, range.end).filter(
      (clause) => !isGreetingLine(clause.text) && !isSignOffLine(clause.text),
    );
    yield;
    found.push(...(yield* asksAmong(clauses, message, owner)));
  }
  const ownName = firstNameOf(owner.name);
  return found.slice(0, MOST_ASKS).map(({ start, end, asksFrom, inQuestion, options }, index) => {
    const quote = message.text.slice(start, end);
    const asked = tidy(message.text.slice(asksFrom, end), ownName);
    // The first half of "could you keep it, and could you …?" has lost its mark to the second.
    const question =
      start < asksFrom && inQuestion && opensQuestion(asked) && !/[?.!]$/u.test(asked) ? `${asked}?` : asked;
    const context =
      options.length > 0
        ? options.join(' / ')
        : tidy(message.text.slice(start, asksFrom), ownName).replace(/[.!]+$|,?\s+(?:and|but|or|so)$/giu, '');
    return {
      id: `ask-${index + 1}`,
      // The question first: what it points to is told behind it, where it can be told apart.
      text:
        context !== '' && /\?$/u.test(question) && !/[()?]/u.test(context)
          ? `${question} (${context})`
          : tidy(quote, ownName),
      evidence: { quote, start, end },
    };
  });
}

function* asksAmong(clauses: readonly Clause[], message: Message, owner: Owner): Steps<Found[]> {
  const language = detectLanguage(clauses.map((clause) => clause.text).join(' '));
  const isSuspect = message.warnings.some((warning) => warning.code === 'instructions-to-assistant');
  const isForOthers = createAddresseeTracker(message, owner);
  const ownName = firstNameOf(owner.name);
  const found: Found[] = [];
  let requestList = false;
  /** The paragraph whose questions are figures of speech. */
  let figure = -1;

  function consider(clause: Clause, index: number): void {
    const forOthers = isForOthers(clause.text, clause.paragraph);
    // Of a list to choose from the list is one ask.
    if (!clause.isItem)
      requestList =
        leadsRequestList(clause.text) && !/\bone of (?:the following|these)\b/iu.test(clause.text);
    if (forOthers || isRhetorical(clause.text) || (isSuspect && steersAssistant(clause.text))) return;
    if (!clause.isItem && requestList) return;
    const last = found.at(-1);
    const form =
      askFormOf(clause.text, language, clause.isItem && requestList) ??
      (message.to.length > 1 && isEntryFor(ownName, clause.text) ? 'need' : null) ??
      (continuesAsk(clause, clauses[index - 1], last) ? 'need' : null) ??
      (language === 'en' && clause.inQuestion && opensQuestion(clause.text) ? 'question' : null);
    if (form === 'question' && answersItself(clauses[index + 1]?.text)) figure = clause.paragraph;
    if (form === null || (form === 'question' && figure === clause.paragraph)) return;
    if (
      last &&
      (isDangling(clause.text) ||
        (last.paragraph >= clause.paragraph - 1 && asksApproval(clause.text)) ||
        (last.end === clauses[index - 1]?.end && isBareAnaphor(clause.text)))
    )
      return;
    if (last?.form === 'choice' && last.paragraph >= clause.paragraph - 1 && isBareChoice(clause.text))
      return;
    if ((/^\p{L}+[.:]?$/u.test(clause.text) && !isBareChoice(clause.text)) || BARE_OPENING.test(clause.text))
      return;
    const ask = {
      form,
      start: clause.start,
      end: clause.end,
      paragraph: clause.paragraph,
      listed: clause.isItem,
      asksFrom: clause.start,
      inQuestion: clause.inQuestion,
      options: [],
    };
    const options = optionsEnd(clauses, index);
    const before = optionsBefore(message.text, clause);
    if (options !== null) found.push({ ...ask, end: options });
    else if (before !== null) found.push({ ...ask, ...before });
    else if (needsContext(clause, form))
      found.push({ ...ask, start: contextStart(clauses, index, last?.end ?? -1) });
    else found.push(ask);
  }

  for (const [index, clause] of clauses.entries()) {
    consider(clause, index);
    yield;
  }
  return withoutRepeats(withoutAsides(found, message.text));
}

/** "I need your view, and what it does to us on costs": the second half of a need. */
function continuesAsk(clause: Clause, before: Clause | undefined, last: Found | undefined): boolean {
  return (
    !clause.opensSentence &&
    last !== undefined &&
    before?.end === last.end &&
    last.form !== 'question' &&
    /^(?:what|which|when|where|who|how|whether|to\s+(?:have|know|hear))\b/iu.test(clause.text)
  );
}

/** "Why do we need a dance? Because November." */
function answersItself(next: string | undefined): boolean {
  return /^because\b/iu.test(next ?? '');
}

function needsContext(clause: Clause, form: AskForm): boolean {
  if (form === 'choice')
    return (
      fragmentOptions(clause.text) === null &&
      !clause.isItem &&
      clause.text.split(/\s+/u).length <= LONGEST_BARE_CHOICE_WORDS
    );
  return isDangling(clause.text) || ((form === 'question' || form === 'request') && isAnaphoric(clause.text));
}

/** "Which one?" right after an ask adds nothing to it. */
function isBareAnaphor(text: string): boolean {
  return isAnaphoric(text) && text.split(/\s+/u).length <= 3;
}

/** The end of the list of options that follows a question such as "Which of these works for you?"; null when none does. */
function optionsEnd(clauses: readonly Clause[], index: number): number | null {
  const clause = clauses[index];
  if (
    !clause ||
    clause.isItem ||
    !/\b(?:which|these|following|options?|either|choose|pick|prefer)\b/iu.test(clause.text)
  )
    return null;
  let at = index + 1;
  if (clauses[at] && !clauses[at]?.isItem && clauses[at + 1]?.isItem) at += 1;
  let end: number | null = null;
  for (; clauses[at]?.isItem; at += 1) {
    if (/\?$/u.test(clauses[at]?.text ?? '')) return null;
    end = clauses[at]?.end ?? null;
  }
  return end !== null && end - clause.start <= 3 * LONGEST_CONTEXT_CHARS ? end : null;
}

/** The options in lines of their own before a bare "which one?", with where they begin; null when there are none close by. */
function optionsBefore(text: string, clause: Clause): Pick<Found, 'start' | 'options'> | null {
  if (!/^which(?:\s+(?:ones?|do\s+you\s+(?:want|prefer)))?\s*\?$/iu.test(clause.text)) return null;
  const from = Math.max(0, clause.start - 3 * LONGEST_CONTEXT_CHARS);
  const lead = OPTIONS_LEAD.exec(text.slice(from, clause.start));
  const lines = lead?.groups?.['lines'];
  if (!lead || lines === undefined) return null;
  const options = lines
    .split('\n')
    .map((line) =>
      line
        .replace(/^\s*(?:[-*•–]|\(?[a-e1-5][.)])\s+/u, '')
        .replace(/\s+/gu, ' ')
        .trim(),
    )
    .filter((line) => line !== '');
  return { start: from + lead.index, options };
}

/** "Two options:" and two to five short lines. */
const OPTIONS_LEAD =
  /[^\n.:]{0,40}\b(?:options?|choices?|possibilities|alternatives|slots|dates|windows)\b[^\n.:]{0,30}:\s*\n(?<lines>(?:\s*\n)?(?:[ \t]*[^\s][^\n]{2,58}\n){2,5})/iu;

/** Where the writer lists what is asked, a question outside of the list that is not put to the reader is a figure of speech. */
function withoutAsides(found: readonly Found[], text: string): readonly Found[] {
  if (found.filter((ask) => ask.listed).length < 2) return found;
  return found.filter(
    (ask) =>
      ask.listed ||
      ask.form !== 'question' ||
      /\b(?:you|your|u|we|us|our|i|my)\b/iu.test(text.slice(ask.start, ask.end)),
  );
}

/** Where the matter begins that an anaphoric question is about: the clause before, or the whole list before. */
function contextStart(clauses: readonly Clause[], index: number, notBefore: number): number {
  const own = clauses[index];
  if (!own) return 0;
  let first = index;
  while (first > 0) {
    const candidate = clauses[first - 1];
    if (!candidate || candidate.start < notBefore) break;
    const isNear = own.paragraph - candidate.paragraph <= 1;
    const fits =
      own.end - candidate.start <= LONGEST_CONTEXT_CHARS ||
      (candidate.isItem && own.end - candidate.start <= 3 * LONGEST_CONTEXT_CHARS);
    if (!isNear || !fits) break;
    first -= 1;
    if (!candidate.isItem) break;
  }
  return clauses[first]?.outerStart ?? own.start;
}

/** An ask that lies within another says nothing new. */
function withoutRepeats(found: readonly Found[]): Found[] {
  return found.filter(
    (ask, index) =>
      !found.some(
        (other, at) =>
          at !== index &&
          other.start <= ask.start &&
          other.end >= ask.end &&
          (other.end - other.start > ask.end - ask.start || at < index),
      ),
  );
}

/** Mail to many, whose questions are advertising, and mail that a program wrote (RFC 3834), which awaits no answer. */
function awaitsNoAnswer(message: Message): boolean {
  const automatic = (message.headers['auto-submitted'] ?? 'no').trim();
  if (/^auto-replied\b/iu.test(automatic)) return true;
  const precedence = message.headers['precedence'] ?? '';
  return 'list-unsubscribe' in message.headers || /^(?:bulk|junk)$/iu.test(precedence.trim());
}

/** White space collapsed, greeting and leading connectives taken off, the first letter made a capital. */
function tidy(quote: string, ownName: string): string {
  const flat = quote
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^(?:(?:and|but|so|also|then|ps|p\.s\.)[,:]?\s+)+(?=\p{L})/iu, '')
    .replace(/^(?:hi|hiya|hello|hey|dear)\s+\p{L}[\p{L}'’-]+[,!]\s*/iu, '')
    .replace(/^(\p{Lu}[\p{L}'’-]+)(?:\s+\([^)]*\))?(?:[,:]|\s+[-–])\s+/u, (whole, name: string) =>
      name === ownName ? '' : whole,
    )
    .replace(/[,;:]+$/u, '');
  return /^\w\)/u.test(flat) ? flat : flat.charAt(0).toUpperCase() + flat.slice(1);
}
