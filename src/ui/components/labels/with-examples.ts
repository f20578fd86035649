import type { LabelExample } from '../../../contracts/labels';

/** Examples that were removed put back, before the others as the older ones; what has been told of a text since then stands. */
export function withExamples(
  now: readonly LabelExample[],
  removed: readonly LabelExample[],
): readonly LabelExample[] {
  const told = new Set(now.map(({ text }) => text));
  return [...removed.filter(({ text }) => !told.has(text)), ...now];
}
