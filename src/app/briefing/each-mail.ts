import { yieldToPage } from '../../platform/yield-to-page';
import type { BriefingStage } from '../api';
import type { StageProgress } from './progress';

/** Of a mail's work: the stage has no use for the mails after it either. */
export type StageEnd = 'end';

/** One mail after the other, with progress and a turn for the page in between. Rejects with the signal's reason, or as `work` does. */
export async function eachMail(
  stage: BriefingStage,
  ids: readonly string[],
  work: (id: string) => Promise<StageEnd | undefined> | Promise<void>,
  progress: StageProgress,
  signal: AbortSignal,
): Promise<void> {
  progress.begin(stage, ids.length);
  for (const id of ids) {
    signal.throwIfAborted();
    if ((await work(id)) === 'end') return;
    progress.advance();
    await yieldToPage();
  }
}
