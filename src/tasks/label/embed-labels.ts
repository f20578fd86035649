import type { RunOptions, TextEmbedder } from '../../contracts/capabilities';
import type { EmbeddedLabel, LabelDefinition } from '../../contracts/labels';
import { centroid, dot } from '../text/vectors';
import { labelWords } from './label-words';

/** A name is short and can mean much, so what is said of it counts for twice as much. */
const MEANING_COUNT = 2;
/** Cosine from which two descriptions are taken to be of one thing. */
const SAME_MATTER = 0.5;
/** Several wordings of a name, since one alone leans on how it happens to be put (Radford et al. 2021 ensemble prompts for that reason). */
const NAME_TEMPLATES: readonly ((phrase: string) => string)[] = [
  (phrase) => phrase,
  (phrase) => `This is about ${phrase}.`,
  (phrase) => `The topic is ${phrase}.`,
];

/** The meaning of each label: its name, what the user says of it, and what such a name usually means. */
export async function embedLabels(
  labels: readonly LabelDefinition[],
  embedder: TextEmbedder,
  options?: RunOptions,
): Promise<EmbeddedLabel[]> {
  const words = labels.map(labelWords);
  const parts = words.map(({ phrase, described, usual }) => [
    NAME_TEMPLATES.map((template) => template(phrase)),
    described,
    usual,
  ]);
  const vectors = await embedder.embed(parts.flat(2), options);
  let start = 0;
  return words.map((own, index) => {
    const [name = null, described = null, usual = null] = (parts[index] ?? []).map((part) =>
      centroid(vectors.slice(start, (start += part.length))),
    );
    const meaning = described && usual ? blend(described, usual) : (described ?? usual);
    const vector = centroid(
      [name, ...Array.from({ length: MEANING_COUNT }, () => meaning)].filter((part) => part !== null),
    );
    return {
      name: labels[index]?.name ?? '',
      words: [own.phrase, ...own.described, ...own.usual].join('. '),
      vector: vector ?? new Float32Array(vectors[0]?.length ?? 0),
    };
  });
}

/** What the user says, and what is usually meant as far as it agrees: a bug may be an insect. */
function blend(described: Float32Array, usual: Float32Array): Float32Array | null {
  const agreement = Math.min(1, Math.max(0, dot(described, usual) / SAME_MATTER));
  return centroid([described, usual.map((value) => value * agreement)]);
}
