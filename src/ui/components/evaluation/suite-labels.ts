import type { Suite } from '../../../contracts/evaluation';
import { PERSONAL_DATA_TYPES, type PersonalDataType } from '../../../contracts/personal-data';
import { inPageLanguage } from '../../i18n/app-words.svelte';
import * as m from '../../i18n/compiled/messages';
import { formatDecimals } from '../../i18n/number-format';
import { dataLabel } from '../escalation/escalation-labels';

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
  unsupportedRate: m.evaluation_metric_unsupported,
  compression: m.evaluation_metric_compression,
  compressionOfAll: m.evaluation_metric_compression_of_all,
  coverage: m.evaluation_metric_coverage,
  unmarkedUnsupported: m.evaluation_metric_unmarked,
  blanksPerDraft: m.evaluation_metric_blanks,
  editDistance: m.evaluation_score_distance,
  ndcg10: 'nDCG@10',
  recall5: 'Recall@5',
  mrr: 'MRR',
  precision: m.evaluation_metric_precision,
  recall: m.evaluation_metric_recall,
  f1: 'F1',
  zeroShotMacroF1: m.evaluation_metric_zero_shot,
  confidence: m.evaluation_score_confidence,
  rightInSplits: m.evaluation_score_splits,
  unsupported: m.evaluation_score_unsupported,
  sentencesWorded: m.evaluation_score_worded,
  ms: 'ms',
  majority: m.evaluation_baseline_majority,
  keywordRules: m.evaluation_baseline_keyword_rules,
  nearestCentroid: m.evaluation_baseline_centroid,
  keywords: m.evaluation_baseline_keywords,
  nearestName: m.evaluation_baseline_name,
  bm25: 'BM25',
  vectors: m.evaluation_baseline_vectors,
  patterns: m.evaluation_baseline_patterns,
  acknowledgement: m.evaluation_baseline_acknowledgement,
  quote: m.evaluation_baseline_quote,
  nearestSent: m.evaluation_baseline_sent,
  lead2: m.evaluation_baseline_lead,
  textRank: 'TextRank',
  lexRank: 'LexRank',
};

/** The name of a metric, or of a method that is compared with, for people; one that is not known by its own name, its words apart. */
export function metricLabel(metric: string): string {
  const label = METRIC_LABELS[metric];
  if (label !== undefined) return typeof label === 'string' ? label : label();
  return metric.replace(
    /([a-z])([A-Z0-9])/gu,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
}

const isPersonalDataType = (text: string): text is PersonalDataType =>
  (PERSONAL_DATA_TYPES as readonly string[]).includes(text);

/** A kind of personal data as it is called in files of labels, for people. */
export const personalDataLabel = (type: string): string =>
  isPersonalDataType(type) ? dataLabel(type) : type;

/** What is expected or said of an item, for people: names of categories and kinds are Deskside's own, anything else is of the data. */
export function verdictLabel(suite: Suite, verdict: string): string {
  if (suite === 'triage') return inPageLanguage(verdict);
  if (suite !== 'pii') return verdict;
  return verdict.replace(/^([\w-]+)(?=: )/gmu, personalDataLabel);
}

/** Three decimals, as the field gives them; counts whole. */
export function figure(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  return formatDecimals(value, Number.isInteger(value) && Math.abs(value) > 1 ? 0 : 3);
}
