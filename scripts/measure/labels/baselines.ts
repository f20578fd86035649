import type { TextEmbedder } from '../../../src/contracts/capabilities';
import type { LabelDefinition, LabelExample } from '../../../src/contracts/labels';
import { embeddedPart } from '../../../src/tasks/label/embed-texts';
import { isStopWord, stemOf, wordsOf } from '../../../src/tasks/label/terms';
import { centroid, dot } from '../../../src/tasks/text/vectors';

/** What simple ways say of the texts; each gets the same labels and examples as ours. */
export type Baseline = (
  labels: readonly LabelDefinition[],
  examples: readonly LabelExample[],
  texts: readonly string[],
  embedder: TextEmbedder,
) => Promise<string[]>;

/** The label with most examples; the first one where none has more. */
const majority: Baseline = async (labels, examples, texts) => {
  const counts = labels.map(({ name }) => examples.filter(({ label }) => label === name).length);
  const most = labels[counts.indexOf(Math.max(...counts))]?.name ?? '';
  return texts.map(() => most);
};

/** The label whose examples' mean is closest; without examples, the name and description. */
const nearestCentroid: Baseline = async (labels, examples, texts, embedder) => {
  const centres: (Float32Array | null)[] = [];
  for (const { name, description } of labels) {
    const own = examples.filter(({ label }) => label === name).map(({ text }) => embeddedPart(text));
    centres.push(centroid(await embedder.embed(own.length > 0 ? own : [`${name}. ${description}`])));
  }
  const vectors = await embedder.embed(texts.map(embeddedPart));
  return vectors.map((vector) => {
    const scores = centres.map((centre) => (centre ? dot(centre, vector) : -1));
    return labels[scores.indexOf(Math.max(...scores))]?.name ?? '';
  });
};

/** Multinomial naive Bayes over stems with add-one smoothing; without examples, it learns the words of name and description. */
const naiveBayes: Baseline = async (labels, examples, texts) => {
  const stems = (text: string): string[] =>
    wordsOf(text)
      .filter((word) => !isStopWord(word))
      .map(stemOf);
  const counts = labels.map(({ name, description }) => {
    const own = examples.filter(({ label }) => label === name).map(({ text }) => text);
    const words = new Map<string, number>();
    for (const stem of (own.length > 0 ? own : [`${name} ${description}`]).flatMap(stems))
      words.set(stem, (words.get(stem) ?? 0) + 1);
    return { words, total: [...words.values()].reduce((sum, value) => sum + value, 0) };
  });
  const vocabulary = new Set(counts.flatMap(({ words }) => [...words.keys()])).size;
  return texts.map((text) => {
    const scores = counts.map(({ words, total }) =>
      stems(text).reduce(
        (sum, stem) => sum + Math.log(((words.get(stem) ?? 0) + 1) / (total + vocabulary)),
        0,
      ),
    );
    return labels[scores.indexOf(Math.max(...scores))]?.name ?? '';
  });
};

/** The label with most of its words (of its name and description) in the text; the first one where none has any. */
const keywords: Baseline = async (labels, _, texts) => {
  const words = labels.map(
    ({ name, description }) =>
      new Set(
        wordsOf(`${name} ${description}`)
          .filter((word) => !isStopWord(word))
          .map(stemOf),
      ),
  );
  return texts.map((text) => {
    const stems = new Set(wordsOf(text).map(stemOf));
    const scores = words.map((own) => [...own].filter((stem) => stems.has(stem)).length);
    return labels[scores.indexOf(Math.max(...scores))]?.name ?? '';
  });
};

export const BASELINES: Readonly<Record<string, Baseline>> = {
  majority,
  keywords,
  'naive Bayes': naiveBayes,
  'nearest centroid': nearestCentroid,
};
