import * as v from 'valibot';
import type { TriageHead } from '../../tasks/classify/triage-head';
import type { SalienceWeights } from '../../tasks/summarise/salience';
import type { DataFiles } from './data-files';

/**
 * A file beside the data: weights for data that was trained on, and what a person would choose in the view. `npm run evaluate` hands one over, and the
 * sample has one.
 */
export const RUN_FILE = 'evaluation-run.json';

const Numbers = v.array(v.number());
const Head = v.object({
  embedderId: v.string(),
  dimensions: v.number(),
  cues: v.array(v.string()),
  wordings: v.array(v.string()),
  category: v.array(v.object({ embedding: Numbers, cues: Numbers, wordings: Numbers, bias: v.number() })),
  urgency: v.object({ cues: Numbers, bias: v.number() }),
  temperature: v.number(),
  urgencyThreshold: v.number(),
});
const Salience = v.object({ bias: v.number(), weights: v.record(v.string(), v.number()) });

const RunFile = v.object({
  data: v.string(),
  generator: v.optional(v.boolean()),
  heldOut: v.nullable(v.object({ head: Head, salience: Salience, nights: v.array(v.string()) })),
});

/** Weights that were fitted without the data at hand. */
export interface HeldOutWeights {
  readonly head: TriageHead;
  readonly salience: SalienceWeights;
  /** Names of the nights that were left out of the training. */
  readonly nights: readonly string[];
}

export interface RunSettings {
  readonly data: string;
  /** Absent where the view decides. */
  readonly generator?: boolean | undefined;
  readonly heldOut: HeldOutWeights | null;
}

/** Null where the files came without it. Rejects with `import-damaged`. */
export async function readRunFile(files: DataFiles): Promise<RunSettings | null> {
  if (!files.has(RUN_FILE)) return null;
  const { heldOut, ...rest } = await files.readJson(RUN_FILE, RunFile);
  return {
    ...rest,
    // Written by a script of this very version, whose names of cues and features are those of the types.
    heldOut: heldOut && {
      nights: heldOut.nights,
      head: heldOut.head as TriageHead,
      salience: heldOut.salience as unknown as SalienceWeights,
    },
  };
}
