import type { Suite } from '../../../contracts/evaluation';
import * as m from '../../i18n/compiled/messages';
import { formatDecimals } from '../../i18n/number-format';

const SUITE_LABELS: Readonly<Record<Suite, () => string>> = {
  triage: m.evaluation_suite_triage,
  summary: m.evaluation_suite_summary,
  draft: m.evaluation_suite_draft,
  tickets: m.evaluation_suite_tickets,
  documents: m.evaluation_suite_documents,
  search: m.evaluation_suite_search,
  pii: m.evaluation_suite_pii,
};

export const suiteLabel = (suite: Suite): string => SUITE_LABELS[suite]();

/** Those that are called the same in every language are plain text. */
const METRIC_LABELS: Readonly<Record<string, string | (() => string)>> = {
  accuracy: m.evaluation_metric_accuracy,
  macroF1: m.evaluation_metric_macro_f1,
  urgentF1: m.evaluation_metric_urgent_f1,
  ece: m.evaluation_metric_ece,
  rouge1: 'ROUGE-1',
  rouge2: 'ROUGE-2',
  rougeL: 'ROUGE-L',
  factRecall: m.evaluation_metric_facts,
  unsupportedFactRate: m.evaluation_metric_unsupported,
  compression: m.evaluation_metric_compression,
  coverage: m.evaluation_metric_coverage,
  ndcg10: 'nDCG@10',
  recall5: 'Recall@5',
  mrr: 'MRR',
  precision: m.evaluation_metric_precision,
  recall: m.evaluation_metric_recall,
  f1: 'F1',
  zeroShotMacroF1: m.evaluation_metric_zero_shot,
};

/** The name of a metric for people; one that is not known by its own name, its words apart. */
export function metricLabel(metric: string): string {
  const label = METRIC_LABELS[metric];
  if (label !== undefined) return typeof label === 'string' ? label : label();
  return metric.replace(
    /([a-z])([A-Z0-9])/gu,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
}

/** Three decimals, as the field gives them; counts whole. */
export function figure(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  return formatDecimals(value, Number.isInteger(value) && Math.abs(value) > 1 ? 0 : 3);
}
