import type { Owner, VoiceProfile } from '../../contracts/briefing';
import { toFailure } from '../../contracts/failure';
import { writeDraft } from '../../tasks/draft/write-draft';
import type { MailResults } from '../mail-results';
import { madeBy, type TaskRouter } from '../routing/task-router';
import { draftTask } from '../routing/text-task';
import { signDraft } from '../sign-text';
import { eachMail } from './each-mail';
import type { StageProgress } from './progress';
import { replyAsks } from './reply-asks';
import { requireMessages } from './require-messages';

export interface DraftParts {
  readonly results: MailResults;
  readonly owner: Owner;
  readonly voice: VoiceProfile | null;
  readonly router: TaskRouter;
}

/** Drafts the reply to each of these mails. A generator that fails costs that mail its phrasing, not its draft. */
export async function draftMails(
  ids: readonly string[],
  parts: DraftParts,
  progress: StageProgress,
  signal: AbortSignal,
): Promise<void> {
  await eachMail('draft', ids, (id) => draftMail(id, parts, signal), progress, signal);
}

async function draftMail(id: string, parts: DraftParts, signal: AbortSignal): Promise<void> {
  const { results, owner, voice } = parts;
  const [message] = await requireMessages(results.history, [id]);
  const [known, answers] = await Promise.all([results.get(id), results.history.answers.get(id)]);
  const asks = replyAsks(known, message, owner);
  const input = { message, owner, voice, asks, answers };
  const startedAt = performance.now();
  const draft = await parts.router.run(draftTask(message, answers, owner), signal, async (routed) => {
    const { generator } = routed;
    const written = await writeDraft(input, generator, { signal }).catch((thrown: unknown) => {
      if (signal.aborted || toFailure(thrown).code === 'cancelled') throw thrown;
      return writeDraft(input, null, { signal });
    });
    // A cancelled draft is cut short; the next run writes it whole.
    signal.throwIfAborted();
    return { ...signDraft(written, generator), made: madeBy(routed, written.origin === 'model') };
  });
  const ms = performance.now() - startedAt;
  await results.change(id, (result) => ({
    ...result,
    asks,
    draft,
    timings: { ...result.timings, draft: ms },
  }));
}
