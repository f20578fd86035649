import type { Category } from '../../contracts/briefing';
import type { EvaluationResult, Suite } from '../../contracts/evaluation';
import type { ImportFile } from '../../contracts/import-api';

/**
 * What the page can ask of this part of Deskside. `npm run evaluate` uses the page as a user does, through these hooks of the view:
 * `input[type=file][data-role=evaluation-data]` (multiple), `select[data-role=evaluation-suite]` (values: `SUITES`),
 * `[data-action=run-evaluation]`, `[data-evaluation-state]` (`idle`, `running`, `done`, `failed`, `cancelled`), and
 * `[data-action=export-evaluation]`, which saves the `EvaluationResult` as JSON. A failure is told in a `role=alert`.
 */
export interface EvaluationApi {
  /** The sample that ships with the app, all files of it. Rejects with a `DesksideError` when it cannot be loaded. */
  sampleFiles(): Promise<readonly ImportFile[]>;
  /** The suites that these files hold labels for, in the order of `SUITES`; told by their names. */
  suitesIn(files: readonly ImportFile[]): readonly Suite[];
  /**
   * Scores a folder's files, laid out like the sample, with the app's own pipeline beside simple baselines. Nothing is stored, and nothing the
   * user taught counts. Rejects with a `DesksideError`: `cancelled`, `import-empty` or `import-damaged` with the file that is missing or wrong.
   */
  run(suite: Suite, files: readonly ImportFile[], options: EvaluationRunOptions): Promise<EvaluationResult>;
  /** Scores mails that were sorted already, for instance those that the user judged; without baselines that need the mails' text. */
  scoreTriage(judged: readonly JudgedMail[], data: string): Promise<EvaluationResult>;
}

export interface EvaluationRunOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: EvaluationProgress) => void;
  /** Whether the chosen language model takes part in summaries; without it they are extracts. */
  readonly generator?: boolean;
}

export interface EvaluationProgress {
  /** What is going on, in words. */
  readonly activity: string;
  readonly done: number;
  readonly total: number;
}

/** A mail with what it should be and what was said of it. */
export interface JudgedMail {
  /** `Message.id` or Message-ID. */
  readonly id: string;
  /** Tells whether the mail was trained on; absent where it is not known. */
  readonly messageId?: string;
  readonly title: string;
  readonly expected: { readonly category: Category; readonly urgent: boolean };
  readonly said: { readonly category: Category; readonly urgent: boolean; readonly confidence: number };
  readonly notes?: readonly string[];
}
