import type { Result } from './failure';

/** Label sets that the user writes, and what was labelled with them. */

export interface LabelDefinition {
  readonly name: string;
  /** A sentence that says what belongs here; may be empty, then the name speaks. */
  readonly description: string;
}

/** A text whose label the user has told. */
export interface LabelExample {
  readonly text: string;
  readonly label: string;
}

export interface LabelSet {
  readonly id: string;
  readonly name: string;
  readonly labels: readonly LabelDefinition[];
  readonly examples: readonly LabelExample[];
  /** Below this confidence, 0 to 1, the answer is “not sure”. */
  readonly leastConfidence: number;
}

export interface LabelVerdict {
  /** Null for “not sure”. */
  readonly label: string | null;
  /** The likeliest, also where it is not sure. */
  readonly likeliest: string;
  /** Probability of `likeliest`, 0 to 1. */
  readonly confidence: number;
  /** By label; sums to 1. */
  readonly probabilities: Readonly<Record<string, number>>;
  /** In words, strongest first. */
  readonly reasons: readonly string[];
}

/** A table that is being labelled, or was; goes on where it stopped. */
export interface LabelRun {
  readonly id: string;
  readonly labelSetId: string;
  readonly fileName: string;
  /** Checked on each read: an older or newer version of the app may have written it. */
  readonly value: unknown;
}

export interface EmbeddedText {
  readonly text: string;
  /** Unit vector. */
  readonly vector: Float32Array;
}

export interface EmbeddedExample extends EmbeddedText {
  /** Index of the label. */
  readonly label: number;
}

export interface EmbeddedLabel {
  readonly name: string;
  /** What is said of it, in words. */
  readonly words: string;
  /** Unit vector of what it means. */
  readonly vector: Float32Array;
}

/** A label set as texts are judged by it; plain data, so that it can go to a worker. */
export interface EmbeddedLabelSet {
  readonly labels: readonly EmbeddedLabel[];
  readonly examples: readonly EmbeddedExample[];
  /** As in `LabelSet`. */
  readonly leastConfidence: number;
}

/** Consecutive texts with their vectors, row by row in one matrix. */
export interface TextPiece {
  readonly texts: readonly string[];
  readonly dimensions: number;
  readonly values: Float32Array;
}

/** What the worker that judges texts does: it keeps the texts, and the verdicts on them until they have been taken. */
export interface LabelWorkerApi {
  /** Adds texts behind those that it has. */
  add(piece: TextPiece): Promise<Result<null>>;
  /** Judges all texts together. `cancelled` once `cancel` was called with the same id. */
  judge(requestId: string, set: EmbeddedLabelSet): Promise<Result<null>>;
  /** Verdicts of the last `judge`, some at a time, so that whoever takes them is not held up. */
  verdicts(start: number, count: number): Promise<Result<readonly LabelVerdict[]>>;
  cancel(requestId: string): Promise<void>;
  ping(): Promise<'pong'>;
}
