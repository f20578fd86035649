/** What an evaluation says; written as it is by `npm run evaluate`. */

export const SUITES = ['triage', 'summary', 'draft', 'tickets', 'documents', 'search', 'pii'] as const;
export type Suite = (typeof SUITES)[number];

/** By name of the metric; see the README for what each one is. */
export type Metrics = Readonly<Record<string, number>>;

/** 95 % bootstrap intervals by name of the metric. */
export type Intervals = Readonly<Record<string, readonly [low: number, high: number]>>;

export interface EvaluationResult {
  readonly suite: Suite;
  /** Name of the folder or files that were measured on. */
  readonly data: string;
  /** Items that were scored. */
  readonly n: number;
  /** Ids of the models that took part. */
  readonly models: readonly string[];
  /** False where weights that took part were fitted to the very items they are measured on, or rules and settings were made with them in view, so that the figures flatter. */
  readonly heldOut: boolean;
  /** Why it is held out or not, and how the figures came about, in sentences. */
  readonly method: string;
  readonly metrics: Metrics;
  /** Of those metrics that have one. */
  readonly intervals: Intervals;
  /** The same metrics of simpler methods on the same items. */
  readonly baselines: Readonly<Record<string, Metrics>>;
  /** Of `pii` only: recall by type of personal data. */
  readonly recallByType?: Metrics;
  /** Of classifications only. */
  readonly classification?: ClassificationDetail;
  /** How the figures grow with what the user teaches; of `triage` and `tickets` only, ascending. */
  readonly learningCurve?: readonly LearningPoint[];
  /** One entry for each item, for looking closer; what it holds depends on the suite. */
  readonly items: readonly EvaluationItem[];
}

export interface LearningPoint {
  /** Of tickets: examples of each label; of triage: mails that the user has gone through, correcting those that were wrong. */
  readonly examples: number;
  readonly accuracy: number;
  readonly macroF1: number;
}

export interface ClassificationDetail {
  readonly labels: readonly string[];
  /** Rows: the expected label; columns: what was said. In the order of `labels`. */
  readonly confusion: readonly (readonly number[])[];
  readonly perLabel: readonly {
    readonly label: string;
    readonly precision: number;
    readonly recall: number;
    readonly f1: number;
    readonly support: number;
  }[];
  /** Ten bins of equal width; empty ones are left out. */
  readonly reliability: readonly {
    readonly confidence: number;
    readonly accuracy: number;
    readonly count: number;
  }[];
  /** Share of items that are answered (coverage) against the share of wrong answers among them (risk), as the least confidence rises. */
  readonly riskCoverage: readonly {
    readonly leastConfidence: number;
    readonly coverage: number;
    readonly risk: number;
  }[];
}

export interface EvaluationItem {
  readonly id: string;
  readonly title: string;
  readonly expected: string;
  readonly said: string;
  /** Null where an item is right in part. */
  readonly right: boolean | null;
  /** By name, for instance `confidence` or `factRecall`. */
  readonly scores: Metrics;
  /** In words. */
  readonly notes: readonly string[];
}
