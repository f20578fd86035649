import type { LocalOutcome } from '../contracts/escalation';

/** What is wanting in what was made here, in words. */
export interface Shortcomings {
  /** What a better model could do with the same words in hand. */
  readonly ofWording: readonly string[];
  /** What only whoever reads the mail anew could mend. */
  readonly ofReading: readonly string[];
}

/** @param enough confidence from which on the work here is thought good enough, 0 to 1 */
export function shortcomingsOf(
  { confidence, unsupported, leavesOpen, cutShort, unworded = false }: LocalOutcome,
  enough: number,
): Shortcomings {
  return {
    ofWording: [
      ...(unsupported > 0 ? ['What was made here says something that the mail does not support.'] : []),
      ...(unworded ? ['No wording that was made here could be used.'] : []),
    ],
    ofReading: [
      ...(cutShort ? ['The mail was too long to be read whole here.'] : []),
      ...(leavesOpen ? ['What was made here leaves something open.'] : []),
      ...(confidence < enough ? ['Deskside is not sure what this mail wants.'] : []),
    ],
  };
}
