import { CATEGORIES } from '../../contracts/briefing';
import { bootstrapIntervals, roundedAll } from '../../evaluation/bootstrap';
import { classificationDetail } from '../../evaluation/classification-detail';
import { triageMetrics } from '../../evaluation/triage-score';
import { yieldToPage } from '../../platform/yield-to-page';
import type { JudgedMail } from './evaluation-api';
import type { SuiteFindings } from './suite-run';

/** Figures, curves and items of mails that were sorted and judged. */
export async function scoreJudged(
  judged: readonly JudgedMail[],
): Promise<Pick<SuiteFindings, 'n' | 'metrics' | 'intervals' | 'classification' | 'items'>> {
  return {
    n: judged.length,
    metrics: roundedAll(triageMetrics(judged)),
    intervals: await bootstrapIntervals(
      judged,
      triageMetrics,
      ['accuracy', 'macroF1', 'urgentF1', 'ece'],
      yieldToPage,
    ),
    classification: classificationDetail(
      judged.map(({ expected, said }) => ({
        expected: expected.category,
        said: said.category,
        confidence: said.confidence,
      })),
      CATEGORIES,
    ),
    items: judged.map(({ id, title, expected, said, notes }) => ({
      ...{ id, title },
      expected: inWords(expected),
      said: inWords(said),
      right: expected.category === said.category && expected.urgent === said.urgent,
      scores: { confidence: said.confidence },
      notes: notes ?? [],
    })),
  };
}

function inWords({ category, urgent }: { readonly category: string; readonly urgent: boolean }): string {
  return urgent ? `${category}, urgent` : category;
}
