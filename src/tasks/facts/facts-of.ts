import type { DeskDocument } from '../../contracts/document';
import { DesksideError } from '../../contracts/failure';
import type { StatedFact } from '../../contracts/facts';
import type { Message } from '../../contracts/message';
import { instructionRanges } from '../../platform/text/assistant-instructions';
import { yieldToPage } from '../../platform/yield-to-page';
import { findSections } from '../summarise/document/sections';
import { bodyRanges } from '../text/body';
import { splitSentences } from '../text/sentences';
import { dayOfDocument, dayOfMail } from './reference-day';
import { stateFacts, withoutDoubles } from './state-facts';

/** Sentences that are read before the page has its turn: a few milliseconds. */
const AT_ONCE = 20;

/** What the sender wrote down in a mail: decisions, deadlines, amounts and people. Gives the page its turn now and then. */
export async function factsOfMail(message: Message): Promise<StatedFact[]> {
  const reference = dayOfMail(message);
  const facts: StatedFact[] = [];
  for (const { start, end } of bodyRanges(message)) {
    const sentences = splitSentences(message.text, start, end);
    for (let at = 0; at < sentences.length; at += AT_ONCE) {
      await yieldToPage();
      facts.push(...stateFacts(sentences.slice(at, at + AT_ONCE), message.text, reference));
    }
  }
  return withoutDoubles(facts);
}

/** What a document states, read section by section so that the page stays quick; passages that instruct assistants are left out. Rejects with `cancelled`. */
export async function factsOfDocument(
  { path, text }: Pick<DeskDocument, 'path' | 'text'>,
  signal?: AbortSignal,
): Promise<StatedFact[]> {
  const reference = dayOfDocument(path, text);
  const facts: StatedFact[] = [];
  for (const { start, end } of findSections(text)) {
    await yieldToPage();
    if (signal?.aborted)
      throw new DesksideError({ code: 'cancelled', message: 'Cancelled.', retryable: true });
    const instructions = instructionRanges(text.slice(start, end));
    const sentences = splitSentences(text, start, end).filter(
      (sentence) =>
        !instructions.some(
          (range) => range.start + start < sentence.end && sentence.start < range.end + start,
        ),
    );
    facts.push(...stateFacts(sentences, text, reference));
  }
  return withoutDoubles(facts);
}
