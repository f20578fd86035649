import type { SummarySentence } from '../../src/contracts/briefing';

/** The summary as a reader sees it. */
export function joined(sentences: readonly SummarySentence[]): string {
  return sentences.map(({ text }) => text).join(' ');
}
