import type { RunOptions, TextEmbedder } from '../../contracts/capabilities';
import type { EmbeddedLabelSet, LabelDefinition, LabelExample, LabelSet } from '../../contracts/labels';
import { embedLabels } from './embed-labels';
import { embedTexts } from './embed-texts';

/** More would make each correction wait; the same number of each label is kept, the newest. */
const MOST_EXAMPLES = 600;

/**
 * Labels and examples with what they mean to the embedder. Examples of labels that are not in the set are left out. Rejects with a
 * `DesksideError` of the embedder, with `AbortError` when cancelled, and with a `RangeError` without labels.
 */
export async function embedLabelSet(
  { labels, examples, leastConfidence }: Pick<LabelSet, 'labels' | 'examples' | 'leastConfidence'>,
  embedder: TextEmbedder,
  options: RunOptions = {},
): Promise<EmbeddedLabelSet> {
  if (labels.length === 0) throw new RangeError('A label set needs at least one label.');
  const embedded = await embedLabels(labels, embedder, options);
  const chosen = chosenExamples(examples, labels);
  const texts = await embedTexts(
    chosen.map(({ text }) => text),
    embedder,
    options,
  );
  const indexes = new Map(labels.map(({ name }, index) => [name, index]));
  return {
    labels: embedded,
    examples: texts.map((text, index) => ({ ...text, label: indexes.get(chosen[index]?.label ?? '') ?? 0 })),
    leastConfidence,
  };
}

/** Those of known labels; of a text that was told twice, the last word counts. */
function chosenExamples(
  examples: readonly LabelExample[],
  labels: readonly LabelDefinition[],
): LabelExample[] {
  const byLabel = new Map(labels.map(({ name }) => [name, [] as LabelExample[]]));
  const each = Math.max(1, Math.floor(MOST_EXAMPLES / labels.length));
  const seen = new Set<string>();
  for (const example of examples.toReversed()) {
    const kept = byLabel.get(example.label);
    if (!kept || seen.has(example.text)) continue;
    seen.add(example.text);
    if (kept.length < each) kept.push(example);
  }
  return [...byLabel.values()].flat();
}
