import type { EmbeddedExample, EmbeddedLabel, EmbeddedText } from '../../contracts/labels';
import { addTo, unit, type GroupMember } from './groups';
import { LABEL_TUNING } from './label-tuning';
import { createPace } from './pace';
import { termDot, TermSpace, type TermVector } from './term-space';
import { isStopWord, stemOf, wordsOf } from './terms';

/** Texts and labels as they differ from what all of them have in common. */
export interface BatchView {
  /** The examples, then the texts. */
  readonly members: readonly (GroupMember & { readonly terms: TermVector })[];
  /** Unit vector of each label's meaning. */
  readonly words: readonly Float32Array[];
  /** The terms of each label's own words. */
  readonly labelTerms: readonly TermVector[];
}

/** Looks at a batch from its middle: what all texts are alike in (the same product, the same politeness) speaks for no label. */
export async function viewBatch(
  labels: readonly EmbeddedLabel[],
  examples: readonly EmbeddedExample[],
  texts: readonly EmbeddedText[],
  signal?: AbortSignal,
): Promise<BatchView> {
  const pace = createPace(signal);
  const all: readonly EmbeddedText[] = [...examples, ...texts];
  const space = new TermSpace();
  const termSets: ReadonlySet<string>[] = [];
  for (const { text } of all) {
    termSets.push(space.add(text));
    await pace();
  }
  const labelTerms = labels
    .map(({ words }) => {
      // Counted as a text, so that a word of a label counts also where one text only has it.
      space.add(words);
      return new Set(
        wordsOf(words)
          .filter((word) => !isStopWord(word))
          .map(stemOf),
      );
    })
    .map((terms) => space.vector(terms));

  const middle = meanOf(all, LABEL_TUNING.meanPrior);
  const labelMiddle = meanOf(labels, 0);
  const members: BatchView['members'][number][] = [];
  for (const [index, { vector }] of all.entries()) {
    const terms = space.vector(termSets[index] ?? []);
    members.push({
      terms,
      vector: unit(minus(vector, middle)),
      hints: labelTerms.map((label) => LABEL_TUNING.wordWeight * termDot(label, terms)),
      label: examples[index]?.label ?? null,
    });
    await pace();
  }
  return { members, labelTerms, words: labels.map(({ vector }) => unit(minus(vector, labelMiddle))) };
}

/** Mean of the vectors and `prior` zeros. */
function meanOf(items: readonly { readonly vector: Float32Array }[], prior: number): Float32Array {
  const sum = new Float32Array(items[0]?.vector.length ?? 0);
  for (const { vector } of items) addTo(sum, vector, 1);
  return sum.map((value) => value / (items.length + prior));
}

function minus(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, i) => value - (b[i] ?? 0));
}
