export type FeatureGroup = 'embedding' | 'cues' | 'wordings';

export interface FitSettings {
  /** What the head may look at; the others' weights stay zero. */
  readonly features: readonly FeatureGroup[];
  /** L2 penalty of a cue's weight. */
  readonly cuePenalty: number;
  /** L2 penalty of an embedding weight, whose inputs are some twenty times smaller than a cue's. */
  readonly embeddingPenalty: number;
  /** L2 penalty of a wording's weight. */
  readonly wordingPenalty: number;
  /** Share of the wordings in the decision, the rest being that of cues and embedding; 0 to 1. */
  readonly wordingShare: number;
  readonly urgencyPenalty: number;
  /** A mail of a night counts for this many of the desk mail: nights have real headers and the mix of mail that the app meets. */
  readonly nightImportance: number;
}

/** Chosen by leaving one night out; within a factor of two of each value the results hardly differ. */
export const SETTINGS: FitSettings = {
  features: ['embedding', 'cues', 'wordings'],
  cuePenalty: 5,
  embeddingPenalty: 0.5,
  wordingPenalty: 1,
  wordingShare: 0.4,
  urgencyPenalty: 3,
  nightImportance: 3,
};

export const BIAS_PENALTY = 0.01;
