import type { Metrics } from '../contracts/evaluation';
import type { Draft } from '../contracts/briefing';
import type { Message } from '../contracts/message';
import { coversPoint } from './draft-coverage';
import { unmarkedSpecifics } from './draft-specifics';
import { wordEditDistance } from './edit-distance';
import { mean } from './mean';

export interface DraftCase {
  readonly message: Message;
  readonly mustCover: readonly string[];
  readonly draft: Pick<Draft, 'text' | 'unsupported'>;
  /** What the owner really answered; null where that is not known. */
  readonly sent: string | null;
  /** Besides the mail, what may support the draft: the owner's name, say. */
  readonly known: readonly string[];
}

export interface DraftScore {
  readonly points: number;
  readonly uncovered: readonly string[];
  readonly unmarked: readonly string[];
  readonly blanks: number;
  readonly editDistance: number | null;
}

export function scoreDraft({ message, mustCover, draft, sent, known }: DraftCase): DraftScore {
  const context = { mailText: message.text };
  return {
    points: mustCover.length,
    uncovered: mustCover.filter((point) => !coversPoint(draft.text, point, context)),
    unmarked: unmarkedSpecifics(draft, message, known),
    blanks: draft.text.match(/\[[^[\]\n]{1,160}\]/gu)?.length ?? 0,
    editDistance: sent === null ? null : wordEditDistance(draft.text, sent),
  };
}

/**
 * `coverage` is the share of all points that are covered, `unmarkedUnsupported` the mean number of unmarked specifics in a draft that nothing
 * supports, `editDistance` the mean over the drafts whose sent reply is known, and absent where none is.
 */
export function draftMetrics(scores: readonly DraftScore[]): Metrics {
  const points = scores.reduce((sum, score) => sum + score.points, 0);
  const uncovered = scores.reduce((sum, score) => sum + score.uncovered.length, 0);
  const distances = scores.flatMap(({ editDistance }) => editDistance ?? []);
  return {
    coverage: points === 0 ? 0 : 1 - uncovered / points,
    unmarkedUnsupported: mean(scores.map(({ unmarked }) => unmarked.length)),
    blanksPerDraft: mean(scores.map(({ blanks }) => blanks)),
    ...(distances.length > 0 ? { editDistance: mean(distances) } : {}),
  };
}
