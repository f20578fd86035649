import type { Ask } from '../../contracts/briefing';
import { matterOf } from './matter';
import { mattersIn } from './name-matter';
import { pointSentence } from './point-sentences';

/** A letter of so many lines is answered, not filled in; longer mail may have more. */
const FEWEST_LINES = 3;
const WORDS_PER_LINE = 40;
/** A line on fewer words of the matter is a fragment. */
const FEWEST_MATTERS = 2;
const SENTENCE_WORDS = 4;
/** Share of an ask's words that stand in another one, from which on it asks the same. */
const REPEATS = 0.6;

/** A quoted statement is an ask when it turns to its reader or wishes for something. */
const TURNS_TO_READER =
  /\b(?:you|your|u|please|pls|need|needs|want|wants|ask|asks|whether|(?:i|we)(?:['’]d|\s+would|\s+should)|can\s+(?:i|we)|or)\b|\?/iu;
const QUOTES = /^(?:On|To your question) “/u;
/** What is said about the answer and not about a matter: "My answer: […]". */
const BARE_LINE = /^My\s+\p{L}+:\s+\[|\] have an?\s+(?:\w+\s+)?(?:answer|reply|response)\b/u;

/**
 * The asks of an English mail, the weaker ones marked as suggested: fragments, statements that want nothing of the reader, what another ask asks already, and quotations beyond the
 * number of lines that a reply to a mail of so many words bears. One at least stays.
 */
export function rankPoints(asks: readonly Ask[], mailWords: number): Ask[] {
  const worths = asks.map((ask, at) => worthOf(ask, asks.slice(0, at), asks));
  const most = Math.max(FEWEST_LINES, Math.ceil(mailWords / WORDS_PER_LINE));
  const order = [...worths.keys()].toSorted((a, b) => (worths[b] ?? 0) - (worths[a] ?? 0) || a - b);
  const kept = new Set(
    order.filter((at, rank) => rank === 0 || worths[at] === 2 || (worths[at] === 1 && rank < most)),
  );
  return asks.map((ask, at) => (kept.has(at) ? ask : { ...ask, suggested: true }));
}

/** 2 for what the reply can say in a sentence of its own, 1 for what it has to quote, 0 for what adds nothing. */
function worthOf(ask: Ask, before: readonly Ask[], all: readonly Ask[]): number {
  if (all.some((other) => other !== ask && repeats(ask, other, before.includes(other)))) return 0;
  const line = pointSentence(ask.text, null, 'en');
  if (BARE_LINE.test(line)) return before.length > 0 ? 0 : 1;
  if (matterOf(ask.text).kind !== 'topic') return 2;
  if (!QUOTES.test(line)) return 1;
  const isFragment =
    new Set(mattersIn(ask.text)).size < FEWEST_MATTERS && ask.text.split(' ').length < SENTENCE_WORDS;
  return isFragment || !TURNS_TO_READER.test(ask.text) ? 0 : 1;
}

/** Of two that ask the same the one that says more stays, else the first. */
function repeats(ask: Ask, other: Ask, isLater: boolean): boolean {
  const [own, others] = [new Set(mattersIn(ask.text)), new Set(mattersIn(other.text))];
  if (own.size < FEWEST_MATTERS || own.size > others.size || (own.size === others.size && !isLater))
    return false;
  return [...own].filter((word) => others.has(word)).length >= REPEATS * own.size;
}
