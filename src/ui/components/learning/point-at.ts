import type { RiskCoverage } from '../../../app/learning/learning-api';

type Point = RiskCoverage['points'][number];

/** What the curve says of answering only from this confidence on; nothing is answered above its end. */
export function pointAt(points: readonly Point[], least: number): Point {
  return (
    points.find(({ leastConfidence }) => leastConfidence >= least) ?? {
      leastConfidence: 1,
      coverage: 0,
      risk: 0,
    }
  );
}
