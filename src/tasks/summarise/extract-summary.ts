import { yieldToPage } from '../../platform/yield-to-page';
import type { Summary, SummarySentence } from '../../contracts/briefing';
import type { RunOptions, TextEmbedder } from '../../contracts/capabilities';
import type { Message } from '../../contracts/message';
import { bodyRanges, unreadChars } from '../text/body';
import { collapse } from '../text/sentences';
import { findUnsupported, supportOf } from '../text/support';
import { findCandidatesInTurns, type Candidate } from './candidates';
import { measureCloseness } from './closeness';
import { rateUnits, TUNED, type Tuning } from './rate-units';
import { factsOf, type Closeness } from './salience';
import type { Part } from './clauses';
import { findDetails } from './details';
import { shareRoom } from './share-room';
import { shortestWorthwhile } from './select-units';
import { finish, makeUnits, type Unit } from './units';

/** The most of a mail's length that its summary may have; with a margin under the promised 0.35. */
export const LENGTH_RATIO = 0.345;

/**
 * Up to three sentences of the mail, shortened where that changes nothing, and a line of single details of others: what keeps the most of what a
 * reader needs within a third of its length.
 * Each links to the stretches it was taken from. Without an embedder, position and wording alone decide. A mail without text has no sentences.
 * Rejects with what the embedder rejects with.
 */
export async function extractSummary(
  message: Message,
  embedder: TextEmbedder | null,
  options: RunOptions & { readonly tuning?: Tuning } = {},
): Promise<Summary> {
  const candidates = await findCandidatesInTurns(message);
  const closeness =
    embedder && candidates.length > 0 ? await measureCloseness(message, candidates, embedder, options) : null;
  // What follows takes some milliseconds by itself, and comes right after the vectors were taken in.
  await yieldToPage();
  return {
    sentences: await chooseSentences(message, candidates, closeness, options.tuning),
    leftOut: leftOutOf(message),
  };
}

/** The choice itself, once it is known how close each candidate is to its mail. Gives the page its turn between its steps. */
export async function chooseSentences(
  message: Message,
  candidates: readonly Candidate[],
  closeness: readonly Closeness[] | null,
  tuning: Tuning = TUNED,
): Promise<SummarySentence[]> {
  const source = supportOf(message);
  const facts = factsOf(message, candidates, closeness);
  const budget = lengthBudget(message);
  // What the cutting of a sentence made of its words must stand in the mail too.
  const rate = (units: readonly Unit[]) =>
    rateUnits(
      units.filter(({ text }) => findUnsupported(text, source).length === 0),
      candidates,
      facts,
      closeness,
      tuning,
    );
  const units = rate(makeUnits(message, candidates));
  await yieldToPage();
  const details = findDetails(message, candidates, facts, tuning.weights).filter(
    ({ text }) => findUnsupported(text, source).length === 0,
  );
  const { sentences, line } = await shareRoom(units, details, budget);
  const chosen = sentences.length > 0 || line ? sentences : shortestWorthwhile(units);
  const quote = ({ start, end }: Part) => ({ quote: message.text.slice(start, end), start, end });
  return [
    ...chosen.map(({ text, units: pieces }) => ({
      text,
      evidence: pieces.flatMap(({ spans }) => spans).map(quote),
      origin: 'extracted' as const,
    })),
    ...(line
      ? [
          {
            text: finish(line.text),
            evidence: line.details.map(({ span }) => quote(span)),
            origin: 'extracted' as const,
            details: true as const,
          },
        ]
      : []),
  ];
}

/** How many characters a summary of the mail may have. */
export function lengthBudget(message: Message): number {
  const written = collapse(
    bodyRanges(message)
      .map(({ start, end }) => message.text.slice(start, end))
      .join('\n'),
  );
  return Math.floor(LENGTH_RATIO * written.length);
}

function leftOutOf(message: Message): string | null {
  const chars = unreadChars(message);
  if (chars === 0) return null;
  const words = Math.max(100, Math.round(chars / 6 / 100) * 100);
  return `This mail is very long: the last ${words.toLocaleString('en-GB')} words or so were not read.`;
}
