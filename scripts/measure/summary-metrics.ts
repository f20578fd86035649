import type { SummarySentence } from '../../src/contracts/briefing';

/** The summary as a reader sees it. */
export function joined(sentences: readonly SummarySentence[]): string {
  return sentences.map(({ text }) => text).join(' ');
}

/** The share of the facts that stand literally in the summary, 0 to 1; white space does not count. */
export function factRecall(sentences: readonly SummarySentence[], facts: readonly string[]): number {
  const text = joined(sentences).replace(/\s+/gu, ' ');
  return facts.filter((fact) => text.includes(fact.replace(/\s+/gu, ' '))).length / Math.max(1, facts.length);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
