/** The share of the facts that stand literally in the text, 0 to 1; white space does not count, and there must be facts. */
export function factRecall(text: string, facts: readonly string[]): number {
  if (facts.length === 0) throw new RangeError('Fact recall needs at least one fact.');
  const plain = text.replace(/\s+/gu, ' ');
  return facts.filter((fact) => plain.includes(fact.replace(/\s+/gu, ' ').trim())).length / facts.length;
}
