import type { Owner, VoiceProfile } from '../../contracts/briefing';
import type { TextGenerator } from '../../contracts/capabilities';
import { toFailure } from '../../contracts/failure';
import { writeDraft } from '../../tasks/draft/write-draft';
import type { MailResults } from '../mail-results';
import { wantsWording } from '../wants-wording';
import { eachMail } from './each-mail';
import type { StageProgress } from './progress';
import { requireMessages } from './require-messages';

export interface DraftParts {
  readonly results: MailResults;
  readonly owner: Owner;
  readonly voice: VoiceProfile | null;
  /** Asked for only when there is something for a model to word. */
  readonly generator: (signal: AbortSignal) => Promise<TextGenerator | null>;
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
  const [{ asks }, answers] = await Promise.all([results.get(id), results.history.answers.get(id)]);
  const input = { message, owner, voice, asks: asks ?? [], answers };
  const startedAt = performance.now();
  const generator = wantsWording(answers) ? await parts.generator(signal) : null;
  const draft = await writeDraft(input, generator, { signal }).catch((thrown: unknown) => {
    if (signal.aborted || toFailure(thrown).code === 'cancelled') throw thrown;
    return writeDraft(input, null, { signal });
  });
  // A cancelled draft is cut short; the next run writes it whole.
  signal.throwIfAborted();
  const ms = performance.now() - startedAt;
  await results.change(id, (result) => ({ ...result, draft, timings: { ...result.timings, draft: ms } }));
}
