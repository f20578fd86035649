import { toFailure } from '../../contracts/failure';
import type { Draft, MessageResult, Owner, Summary, VoiceProfile } from '../../contracts/briefing';
import type { TextGenerator } from '../../contracts/capabilities';
import type { Message } from '../../contracts/message';
import { phraseSummary } from '../../tasks/summarise/phrase-summary';
import { writeDraft } from '../../tasks/draft/write-draft';
import type { MailResults } from '../mail-results';
import { requireMessages } from './require-messages';
import type { StageProgress } from './progress';

export interface WritingParts {
  readonly results: MailResults;
  /** Null when generation is off or impossible: extracts stay, and drafts come from the template. */
  readonly generator: TextGenerator | null;
  readonly owner: Owner;
  readonly voice: VoiceProfile | null;
}

/** Phrases the summary and writes the reply for each of these mails, one after the other; stores each mail when it is whole. */
export async function writeMails(
  ids: readonly string[],
  parts: WritingParts,
  progress: StageProgress,
  signal: AbortSignal,
): Promise<void> {
  progress.begin('draft', ids.length);
  let { generator } = parts;
  for (const id of ids) {
    signal.throwIfAborted();
    const written = await writeMail(id, { ...parts, generator }, signal);
    if (!written) {
      // The generator failed twice on this mail; the rest of the run does without, which is better than stopping.
      generator = null;
      await writeMail(id, { ...parts, generator }, signal);
    }
    progress.advance();
  }
}

/** Whether the mail was written; false when the generator failed and a retry did not help. Rejects with `cancelled`. */
async function writeMail(id: string, parts: WritingParts, signal: AbortSignal): Promise<boolean> {
  const [message] = await requireMessages(parts.results.history, [id]);
  const before = await parts.results.get(id);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const change = await writeParts(message, before, parts, signal);
      await parts.results.change(id, (result) => ({
        ...result,
        ...change,
        timings: { ...result.timings, ...change.timings },
      }));
      return true;
    } catch (thrown) {
      if (signal.aborted || toFailure(thrown).code === 'cancelled') throw thrown;
    }
  }
  return false;
}

type Written = Pick<MessageResult, 'summary' | 'draft' | 'written' | 'timings'>;

async function writeParts(
  message: Message,
  before: MessageResult,
  { results, generator, owner, voice }: WritingParts,
  signal: AbortSignal,
): Promise<Written> {
  const startedAt = performance.now();
  const summary = await phrase(message, before.summary, generator, signal);
  const phrasedAt = performance.now();
  const wantsReply = before.triage?.category === 'reply';
  let draft: Draft | null = before.draft;
  if (wantsReply && draft === null) {
    const answers = await results.history.answers.get(message.id);
    draft = await writeDraft({ message, owner, voice, asks: before.asks ?? [], answers }, generator, {
      signal,
    });
    signal.throwIfAborted();
  }
  return {
    summary,
    draft,
    written: true,
    timings: {
      phrase: phrasedAt - startedAt,
      ...(wantsReply ? { draft: performance.now() - phrasedAt } : {}),
    },
  };
}

async function phrase(
  message: Message,
  summary: Summary | null,
  generator: TextGenerator | null,
  signal: AbortSignal,
): Promise<Summary | null> {
  if (summary === null || generator === null) return summary;
  const phrased = await phraseSummary(message, summary, generator, { signal });
  signal.throwIfAborted();
  return phrased;
}
