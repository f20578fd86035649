import type { TextEmbedder, TextGenerator } from '../../contracts/capabilities';
import type { EvaluationResult } from '../../contracts/evaluation';
import type { LearningRequest, LearntHead } from '../../contracts/learning';
import type { ImportClient } from '../../worker-client/import-client';
import type { DataFiles } from './data-files';
import type { HeldOutWeights } from './run-file';

/** What a suite works with. */
export interface SuiteRun {
  readonly files: DataFiles;
  readonly importer: ImportClient;
  readonly signal: AbortSignal;
  /** Made ready when first asked for. */
  readonly embedder: () => Promise<TextEmbedder>;
  /** Null where the run does without. */
  readonly generator: (work: 'summary' | 'draft') => Promise<TextGenerator | null>;
  /** Learns from corrections, as the app does. */
  readonly learn: (request: LearningRequest) => Promise<LearntHead>;
  /** Null where the weights that ship are measured. */
  readonly heldOut: HeldOutWeights | null;
  readonly progress: (activity: string, done: number, total: number) => void;
}

/** What a suite finds; the frame around it is the same for all. */
export type SuiteFindings = Omit<EvaluationResult, 'suite' | 'data'>;

export type RunSuite = (run: SuiteRun) => Promise<SuiteFindings>;
