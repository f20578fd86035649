import type { Owner } from '../../contracts/briefing';
import type { TextEmbedder } from '../../contracts/capabilities';
import { yieldToPage } from '../../platform/yield-to-page';
import { findAsksInTurns } from '../../tasks/draft/asks';
import { findReplyPoints } from '../../tasks/draft/reply-points';
import { extractSummary } from '../../tasks/summarise/extract-summary';
import type { MailResults } from '../mail-results';
import { requireMessages } from './require-messages';
import { eachMail } from './each-mail';
import type { StageProgress } from './progress';

export interface ExtractParts {
  readonly results: MailResults;
  /** Null when there is none: position and cues alone choose the sentences. */
  readonly embedder: TextEmbedder | null;
  readonly owner: Owner;
}

/** Finds, for each of these mails, the sentences that carry its facts and what is asked of the owner. */
export async function extractMails(
  ids: readonly string[],
  parts: ExtractParts,
  progress: StageProgress,
  signal: AbortSignal,
): Promise<void> {
  await eachMail('summary', ids, (id) => extractMail(id, parts, signal), progress, signal);
}

/** Rejects with `cancelled`; nothing is stored of a mail that was not finished. */
export async function extractMail(id: string, parts: ExtractParts, signal: AbortSignal): Promise<void> {
  const [message] = await requireMessages(parts.results.history, [id]);
  const startedAt = performance.now();
  const summary = await extractSummary(message, parts.embedder, { signal });
  const summaryMs = performance.now() - startedAt;
  await yieldToPage();
  const asksStartedAt = performance.now();
  const { triage } = await parts.results.get(id);
  const found = await findAsksInTurns(message, parts.owner);
  const asks = triage?.category === 'reply' ? findReplyPoints(message, parts.owner, found) : found;
  const timings = { summary: summaryMs, asks: performance.now() - asksStartedAt };
  await parts.results.change(id, (result) => ({
    ...result,
    summary,
    asks,
    timings: { ...result.timings, ...timings },
  }));
}
