import type { Ask } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { bodyRanges } from '../text/body';
import { findFacts } from '../text/facts';
import { splitSentences, type Sentence } from '../text/sentences';
import { hasBlank } from './blanks';
import { contentWords } from './content-words';
import { isGreetingLine, isSignOffLine } from './letter';
import { startLower } from './letter-case';
import { choiceFrom } from './near-options';
import { quoted } from './sound-english';

/** A line with fewer words of its matter than this leaves its reader to guess what it answers. */
const FEWEST_WORDS = 3;
/** How many sentences before the ask are looked at for what it is about. */
const REACH = 3;
/** What a sentence farther away must offer more, in words. */
const DISTANCE = 1.5;
const LONGEST_QUOTE_WORDS = 26;
const MOST_WORDS_COUNTED = 10;
/** Words of any reply, which name nothing of this mail. */
const GENERAL = new Set(
  contentWords(
    'answer choice choose view number date option yes take have go know tell let get give come back say good right thing need want ' +
      'interest agree happy afraid sure ok fine please true real case one two mine way do done name it able keep put make see look use find ' +
      'monday tuesday wednesday thursday friday saturday sunday week day today tomorrow tonight morning evening noon',
  ),
);
/** What follows a quotation in the same sentence loses its capital, except for a name. */
const OPENS_PLAINLY =
  /^(?:You|We|He|She|It|They|There|This|That|These|Those|The|A|An|My|Your|As|Yes|To|Let|On|If|Which|What|Who)\b/u;

/** A line that only announces its blank. */
const BARE = /^(?:My\s+\p{L}+|As\s+to\s+[^:[\]]{1,40}):\s+(?<blank>\[[^[\]]+\]\.?)$/u;
/** The sender's own letters say what they stand for. */
const NAMES_OPTION = /\boption \[/u;

/**
 * Says what an undecided line of a draft is about when the line itself does not: "My choice: […]" is put behind the sentence of the mail that it
 * points back to, quoted: "On “Hall wants $200 down by Wednesday”: my choice: […]". English only.
 */
export function nameMatter(line: string, ask: Ask, asks: readonly Ask[], message: Message): string {
  const chosen = choiceFrom(line, ask.text, nearSentences(ask, asks, message));
  if (chosen !== null && !HOLDS_OPTIONS.test(line)) return `${chosen}.`;
  if (!hasBlank(line) || NAMES_OPTION.test(line) || /^(?:On|To your question) “/u.test(line)) return line;
  const own = new Set(
    mattersIn(
      line.replace(
        /\[(?:can|could|will|would|am|is|are|do|does|did|has|have|was|were|may|should|need)\b[^\]]*\]/giu,
        ' ',
      ),
    ),
  );
  if (own.size > 0) return line;
  const about = contextOf(ask, asks, message);
  if (about === null) return line;
  const blank = BARE.exec(line)?.groups?.['blank'];
  if (blank !== undefined) return `On ${quoted(about, LONGEST_QUOTE_WORDS)}: ${blank}`;
  const following = OPENS_PLAINLY.test(line)
    ? startLower(line)
    : line.replace(/^\[\p{Lu}/u, (opening) => opening.toLowerCase());
  return `On ${quoted(about, LONGEST_QUOTE_WORDS)}: ${following}`;
}

/** The options are told already. */
const HOLDS_OPTIONS =
  /\[(?!(?:can|could|will|would|am|is|are|do|does|did|has|have|had|was|were|may|should|need|yes|ja|agree)\b)[^\]]+ \/ /u;

/** The sentence of the ask and those before it that no other ask is on, the nearest first. */
function nearSentences(ask: Ask, asks: readonly Ask[], message: Message): string[] {
  const sentences = bodySentences(message);
  const at = sentences.findIndex(({ end }) => end >= ask.evidence.end);
  return sentences
    .slice(Math.max(0, at - REACH), at + 1)
    .filter((sentence) => !isOfAnother(sentence, ask, asks))
    .map(({ text }) => text)
    .toReversed();
}

/** The words that name something of this mail. */
export function mattersIn(text: string): string[] {
  return contentWords(text).filter((word) => !GENERAL.has(word));
}

/** The sentence that says most about the ask and stands near it; null when none says enough. */
function contextOf(ask: Ask, asks: readonly Ask[], message: Message): string | null {
  const sentences = bodySentences(message);
  const at = sentences.findIndex(({ end }) => end >= ask.evidence.end);
  let best: string | null = null;
  let most = FEWEST_WORDS - 1;
  for (const [index, sentence] of sentences.entries()) {
    const distance = at - index;
    if (distance < 0 || distance > REACH || isOfAnother(sentence, ask, asks)) continue;
    const text = sentence.text.replace(/[.!?;:,\s]+$/u, '');
    const news = mattersIn(text).length;
    const facts = findFacts(text).length;
    if (news < FEWEST_WORDS) continue;
    const worth = Math.min(news, MOST_WORDS_COUNTED) + 2 * Math.min(2, facts) - DISTANCE * distance;
    if (worth <= most) continue;
    [best, most] = [text, worth];
  }
  return best;
}

/** Whether another ask has its line on this sentence already. */
function isOfAnother(sentence: Sentence, ask: Ask, asks: readonly Ask[]): boolean {
  return asks.some(
    (other) =>
      other.id !== ask.id &&
      other.evidence.start < sentence.end &&
      other.evidence.end > sentence.start &&
      !(ask.evidence.start < sentence.end && ask.evidence.end > sentence.start),
  );
}

/** An ask in another language is quoted, and a short one with the sentence before it: „… a) oder b). Geben Sie mir kurz Bescheid“. */
export function askInContext(ask: Ask, asks: readonly Ask[], message: Message): string {
  if (!isShortAsk(ask)) return ask.text;
  const sentences = bodySentences(message);
  const at = sentences.findIndex(({ end }) => end >= ask.evidence.end);
  const before = sentences[at - 1];
  if (!before || before.text.length > LONGEST_CONTEXT_CHARS || isOfAnother(before, ask, asks))
    return ask.text;
  return `${before.text} ${ask.text}`;
}

/** "Geben Sie mir kurz Bescheid": too short to say what about. */
export function isShortAsk({ text }: Ask): boolean {
  return text.length <= SHORT_ASK_CHARS;
}

const SHORT_ASK_CHARS = 50;
const LONGEST_CONTEXT_CHARS = 200;

function bodySentences(message: Message): Sentence[] {
  return bodyRanges(message)
    .flatMap(({ start, end }) => splitSentences(message.text, start, end))
    .filter(({ text }) => !isGreetingLine(text) && !isSignOffLine(text));
}
