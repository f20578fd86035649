/** What triage learns from its user. */
import type { Category } from './briefing';
import type { Result } from './failure';

/** A rule in the user's words, stored as the conditions that it was understood as; all must hold. */
export interface TriageRule {
  readonly id: string;
  /** As the user wrote it, for instance “invoices from Acme are act”. */
  readonly sentence: string;
  readonly conditions: readonly RuleCondition[];
  readonly category: Category;
  /** Null leaves urgency as it would be. */
  readonly urgent: boolean | null;
  readonly enabled: boolean;
  /** ISO 8601. */
  readonly madeAt: string;
}

export const RULE_FIELDS = ['sender', 'recipient', 'list', 'subject', 'text', 'attachment'] as const;
export type RuleField = (typeof RULE_FIELDS)[number];
export const RULE_TESTS = ['is', 'contains', 'not-contains'] as const;
export type RuleTest = (typeof RULE_TESTS)[number];

export interface RuleCondition {
  readonly field: RuleField;
  readonly test: RuleTest;
  /** One of them is enough, and for `not-contains` none may occur. Of an attachment, none at all means any. */
  readonly values: readonly string[];
}

/** One step of learning, for the history that the user sees and can take back. */
export interface Lesson {
  readonly id: string;
  /** ISO 8601. */
  readonly learntAt: string;
  /** Checked on each read: an older or newer version of the app may have written it. */
  readonly value: unknown;
}

/** What corrections added to the shipped head. */
export interface LearntHead {
  /** The embedder whose vectors it reads. */
  readonly embedderId: string;
  readonly dimensions: number;
  /** Names of the cues, in the order of their weights. */
  readonly cues: readonly string[];
  /** For each category a row over embedding dimensions, cues and a constant, to be added to the shipped head's log-odds. */
  readonly weights: Float32Array;
  /** How many corrections it was learnt from. */
  readonly corrections: number;
}

/** Right answers among so many. */
export interface Tally {
  readonly right: number;
  readonly of: number;
}

export interface BeforeAfter {
  readonly before: Tally;
  readonly after: Tally;
}

/** Whether learning helped, and whether it made the head forget. */
export interface LearningCheck {
  /** On the mails that the user sorted, each sorted by what was learnt from the others. */
  readonly yours: BeforeAfter;
  /** On labelled mails of other people, which neither the shipped head that sorts them nor the learning has seen. */
  readonly shipped: BeforeAfter;
  /** How well the user's next mails were sorted by what the earlier ones had taught, in the order in which the user sorted them. */
  readonly curve: readonly LearningCurvePoint[];
}

export interface LearningCurvePoint extends BeforeAfter {
  /** Corrections that it was learnt from. */
  readonly learntFrom: number;
}

/** A mail that the user sorted, with all that the worker needs to learn from it. */
export interface LearningRow {
  readonly id: string;
  readonly category: Category;
  readonly urgent: boolean;
  readonly sender: string;
  readonly list: string;
  readonly thread: string;
  readonly embedding: Float32Array;
  /** In the order of `LearningRequest.cues`. */
  readonly cues: readonly number[];
  /** Log-odds before anything was learnt. */
  readonly scores: readonly number[];
}

export interface LearningRequest {
  readonly embedderId: string;
  readonly cues: readonly string[];
  /** In the order in which the user sorted them. */
  readonly rows: readonly LearningRow[];
  /** Names of nights that must not be rehearsed with, because what is learnt is measured on them. */
  readonly withoutNights?: readonly string[];
}

export interface LearningWorkerApi {
  train(request: LearningRequest): Promise<Result<LearntHead>>;
  check(request: LearningRequest): Promise<Result<LearningCheck>>;
}
