import type { ClassificationDetail } from '../contracts/evaluation';
import { f1Of } from './classification-metrics';

/** What a classifier said of one item, with the probability that it put on it. */
export interface Judgement {
  readonly expected: string;
  readonly said: string;
  /** 0 to 1. */
  readonly confidence: number;
}

const BINS = 10;

/** The table by label, the confusion matrix, and the curves of confidence. What is said beside `labels` counts as wrong and stands in no column. */
export function classificationDetail(
  judgements: readonly Judgement[],
  labels: readonly string[],
): ClassificationDetail {
  const expected = judgements.map((judgement) => judgement.expected);
  const said = judgements.map((judgement) => judgement.said);
  const confusion = labels.map((row) =>
    labels.map((column) => judgements.filter((item) => item.expected === row && item.said === column).length),
  );
  return {
    labels,
    confusion,
    perLabel: labels.map((label) => {
      const hits = judgements.filter((item) => item.expected === label && item.said === label).length;
      const support = expected.filter((other) => other === label).length;
      return {
        label,
        precision: share(hits, said.filter((other) => other === label).length),
        recall: share(hits, support),
        f1: f1Of(label, expected, said),
        support,
      };
    }),
    reliability: reliabilityBins(judgements),
    riskCoverage: riskCoverageCurve(judgements),
  };
}

/** Mean confidence beside accuracy over ten bins of equal width, as a reliability diagram draws them (DeGroot and Fienberg 1983). */
export function reliabilityBins(judgements: readonly Judgement[]): ClassificationDetail['reliability'] {
  return Array.from({ length: BINS }, (_, bin) =>
    judgements.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === bin),
  )
    .filter((bin) => bin.length > 0)
    .map((bin) => ({
      confidence: bin.reduce((sum, { confidence }) => sum + confidence, 0) / bin.length,
      accuracy: share(bin.filter(isRight).length, bin.length),
      count: bin.length,
    }));
}

/** Risk against coverage of a classifier that answers only from some confidence on (El-Yaniv and Wiener 2010), one point for each confidence that occurs. */
export function riskCoverageCurve(judgements: readonly Judgement[]): ClassificationDetail['riskCoverage'] {
  const sorted = [...judgements].sort((a, b) => b.confidence - a.confidence);
  const points: ClassificationDetail['riskCoverage'][number][] = [];
  let wrong = 0;
  sorted.forEach((judgement, index) => {
    if (!isRight(judgement)) wrong += 1;
    // Items of one confidence are answered together or not at all.
    if (sorted[index + 1]?.confidence === judgement.confidence) return;
    points.push({
      leastConfidence: judgement.confidence,
      coverage: share(index + 1, sorted.length),
      risk: share(wrong, index + 1),
    });
  });
  return points.reverse();
}

function isRight({ expected, said }: Judgement): boolean {
  return expected === said;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
