import type { LabelDefinition, LabelSet } from '../../../contracts/labels';

/** The set with one of its labels changed, and its examples with it; as it is where that label is gone, or another has the name by now. */
export function withChangedLabel(
  set: LabelSet,
  index: number,
  before: LabelDefinition,
  change: Partial<LabelDefinition>,
): LabelSet {
  const at = placeOf(set, index, before);
  const label = set.labels[at];
  if (!label) return set;
  const changed = { ...label, ...change };
  if (change.name !== undefined && isTaken(set, at, change.name)) return set;
  return {
    ...set,
    labels: set.labels.with(at, changed),
    examples: set.examples.map((example) =>
      example.label === before.name ? { ...example, label: changed.name } : example,
    ),
  };
}

/** The set without one of its labels and the examples of it. */
export function withoutLabel(set: LabelSet, index: number, gone: LabelDefinition): LabelSet {
  const at = placeOf(set, index, gone);
  if (at === -1) return set;
  return {
    ...set,
    labels: set.labels.toSpliced(at, 1),
    examples: set.examples.filter(({ label }) => label !== gone.name),
  };
}

/** Whether another label has this name. */
export function isTaken({ labels }: LabelSet, index: number, name: string): boolean {
  return name !== '' && labels.some((other, at) => at !== index && other.name === name);
}

/** Where the label stands in the set as it is now, in which another tab may have moved it; -1 where it is gone. Labels without a name are told apart by their place alone. */
function placeOf({ labels }: LabelSet, index: number, { name }: LabelDefinition): number {
  return labels[index]?.name === name ? index : labels.findIndex((label) => label.name === name);
}
