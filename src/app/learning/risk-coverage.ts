import { riskCoverageCurve } from '../../evaluation/classification-detail';
import type { History } from '../../history/history';
import type { RiskCoverage } from './learning-api';
import shipped from './shipped-outcomes.json';

/** Fewer judgements than this make a curve that says more of chance than of the mail. */
const ENOUGH = 30;

/**
 * The user's own judgements where there are enough of them, else what the shipped head did on nights that it had not seen. Corrections do not
 * count: people correct what is wrong, so that they would make every threshold look bad.
 */
export async function readRiskCoverage(history: History): Promise<RiskCoverage> {
  const verdicts = await history.verdicts.all();
  if (verdicts.length >= ENOUGH)
    return {
      source: 'yours',
      n: verdicts.length,
      points: riskCoverageCurve(
        verdicts.map(({ category, said }) => ({
          expected: category,
          said: said.category,
          confidence: said.confidence,
        })),
      ),
    };
  return {
    source: 'shipped',
    n: shipped.length,
    points: riskCoverageCurve(
      shipped.map(({ confidence, right }) => ({
        expected: 'right',
        said: right ? 'right' : 'wrong',
        confidence,
      })),
    ),
  };
}
