import type { EmbeddedLabelSet, EmbeddedText, LabelVerdict } from '../../contracts/labels';
import { labelReasons } from './label-reasons';
import { createPace } from './pace';
import { scoreTexts } from './score-texts';

/** A verdict for each text, in order. They are judged together, since each tells something about the others. */
export async function judgeTexts(
  { labels, examples, leastConfidence }: EmbeddedLabelSet,
  texts: readonly EmbeddedText[],
  signal?: AbortSignal,
): Promise<LabelVerdict[]> {
  const names = labels.map(({ name }) => name);
  const result = await scoreTexts(labels, examples, texts, signal);
  const pace = createPace(signal);
  const verdicts: LabelVerdict[] = [];
  for (const [index, text] of texts.entries()) {
    const probabilities = result.probabilities[index] ?? [];
    const order = [...probabilities.keys()].sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0));
    const [likeliest = 0, second = likeliest] = order;
    const confidence = probabilities[likeliest] ?? 0;
    verdicts.push({
      label: confidence < leastConfidence ? null : (names[likeliest] ?? null),
      likeliest: names[likeliest] ?? '',
      confidence,
      probabilities: Object.fromEntries(names.map((name, label) => [name, probabilities[label] ?? 0])),
      reasons: labelReasons({
        ...{ text, names, likeliest, second, probabilities, examples },
        terms: result.terms[index] ?? new Map<string, number>(),
        termWeights: result.termWeights,
        labelTerms: result.labelTerms,
      }),
    });
    await pace();
  }
  return verdicts;
}
