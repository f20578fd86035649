import type { TextEmbedder } from '../../contracts/capabilities';
import type { Message } from '../../contracts/message';
import { yieldToPage } from '../../platform/yield-to-page';
import type { TriageFunction } from '../../tasks/classify/create-triage';
import { embeddingTextOf } from '../../tasks/classify/embedding-text';
import { warmPhrases } from '../../tasks/classify/warm-phrases';
import type { MailResults } from '../mail-results';
import { requireMessages } from './require-messages';
import type { TriageContexts } from '../triage-contexts';
import type { StageProgress } from './progress';

/** Mails embedded in one request: small, so that labels appear as they come and a cancel takes hold soon. */
const BATCH = 4;

export interface TriageParts {
  readonly results: MailResults;
  readonly embedder: TextEmbedder;
  readonly triage: TriageFunction;
  readonly contexts: TriageContexts;
}

/** Sorts the mails of these ids, and stores each label with the vector it came from. */
export async function sortMails(
  ids: readonly string[],
  parts: TriageParts,
  progress: StageProgress,
  signal: AbortSignal,
): Promise<void> {
  progress.begin('triage', ids.length);
  await warmPhrases();
  for (let at = 0; at < ids.length; at += BATCH) {
    signal.throwIfAborted();
    const messages = await requireMessages(parts.results.history, ids.slice(at, at + BATCH));
    await sortBatch(messages, parts, signal);
    progress.advance(messages.length);
  }
}

async function sortBatch(
  messages: readonly Message[],
  parts: TriageParts,
  signal: AbortSignal,
): Promise<void> {
  const { results, embedder } = parts;
  const startedAt = performance.now();
  const vectors = await embedder.embed(messages.map(embeddingTextOf), { signal });
  const embed = (performance.now() - startedAt) / messages.length;
  for (const [index, message] of messages.entries()) {
    const vector = vectors[index];
    if (!vector) continue;
    await results.history.embeddings.put(message.id, embedder.modelId, vector, { requireMail: true });
    const context = await parts.contexts.of(message);
    const triageStartedAt = performance.now();
    const triage = parts.triage(message, vector, context);
    const triageMs = performance.now() - triageStartedAt;
    await results.change(message.id, (result) => ({
      ...result,
      // The user may have sorted it meanwhile, and has the last word.
      triage: result.triage?.source === 'user' ? result.triage : triage,
      timings: { ...result.timings, embed, triage: triageMs },
    }));
    await yieldToPage();
  }
}
