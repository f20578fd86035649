import type { RunOptions, TextEmbedder } from '../../contracts/capabilities';
import type { LabelDefinition, LabelExample, LabelVerdict } from '../../contracts/labels';
import { embedLabelSet } from './embed-label-set';
import { embedTexts, type LabelText } from './embed-texts';
import { judgeTexts } from './judge-texts';

export interface LabelClassifierOptions extends RunOptions {
  /** Below this probability the answer is “not sure”; 0, the default, always answers. */
  readonly leastConfidence?: number;
}

export interface LabelClassifier {
  /** A verdict for each text, in order. Texts are judged together, since each tells something about the others: give all that there are. */
  classify(texts: readonly LabelText[], options?: RunOptions): Promise<LabelVerdict[]>;
}

/**
 * Sorts texts by labels that the user wrote. Without examples it goes by the words of the labels; examples teach it the rest, from the first
 * one on. Rejects with a `DesksideError` of the embedder, with `AbortError` when cancelled, and with a `RangeError` without labels.
 */
export async function createLabelClassifier(
  labels: readonly LabelDefinition[],
  examples: readonly LabelExample[],
  embedder: TextEmbedder,
  { leastConfidence = 0, ...run }: LabelClassifierOptions = {},
): Promise<LabelClassifier> {
  const set = await embedLabelSet({ labels, examples, leastConfidence }, embedder, run);
  return {
    classify: async (texts, options = {}) =>
      judgeTexts(set, await embedTexts(texts, embedder, options), options.signal),
  };
}
