import type { VoiceProfile } from '../../contracts/briefing';
import { createTriage } from '../../tasks/classify/create-triage';
import type { MailRow } from '../api';
import type { MailResults } from '../mail-results';
import type { MailRows } from '../mail-rows';
import type { ModelAccess } from '../models/model-access';
import type { People } from '../people';
import type { TaskRouter } from '../routing/task-router';
import { readTriageContexts } from '../triage-contexts';
import { byPressure, isImportant } from '../work-order';
import { draftMails } from './draft-stage';
import { extractMails } from './extract-stage';
import { phraseMails } from './phrase-stage';
import type { StageProgress } from './progress';
import { sortMails } from './triage-stage';

export interface BriefingParts {
  readonly results: MailResults;
  readonly rows: MailRows;
  readonly models: Pick<ModelAccess, 'embedder' | 'generator'>;
  readonly router: () => Promise<TaskRouter>;
  readonly people: People;
  readonly voice: () => VoiceProfile | null;
}

/**
 * Does what is left to do: labels for mails without one, then extracts, then drafts for what wants a reply, and last, because it is slow and changes
 * least, phrased summaries for what matters. Each mail is stored as soon as it is done, so a run that ends early loses at most the mail in hand.
 * Models are loaded only when a stage has work for them.
 * Rejects with a `DesksideError`, `cancelled` among them.
 */
export async function runBriefing(
  parts: BriefingParts,
  progress: StageProgress,
  signal: AbortSignal,
): Promise<void> {
  const { results, rows, models, people } = parts;
  const owner = people.owner();

  const unsorted = rows.current().filter(({ category }) => category === null);
  const unread = rows.current().filter(({ hasSummary }) => !hasSummary);
  if (unsorted.length > 0 || unread.length > 0) {
    progress.begin('models', 0);
    const embedder = await models.embedder(signal);
    if (unsorted.length > 0) {
      const contexts = await readTriageContexts(results.history, owner);
      const ids = [...unsorted, ...sortedInThreadsOf(unsorted, rows.current())].map(({ id }) => id);
      await sortMails(ids, { results, embedder, triage: createTriage(), contexts }, progress, signal);
    }
    const ids = idsInOrder(unread.flatMap(({ id }) => rows.get(id) ?? []));
    if (ids.length > 0) await extractMails(ids, { results, embedder, owner }, progress, signal);
  }

  const replies = rows.current().filter(({ category, hasDraft }) => category === 'reply' && !hasDraft);
  const undrafted = idsInOrder(replies);
  if (undrafted.length > 0) {
    const router = await parts.router();
    await draftMails(undrafted, { results, owner, voice: parts.voice(), router }, progress, signal);
  }

  const unphrased = idsInOrder(rows.current().filter((row) => isImportant(row) && !row.phrased));
  if (unphrased.length === 0) return;
  progress.begin('phrase', 0);
  // The first mail is not to take as long as the model takes to get ready.
  if (await models.generator(signal, 'summary')) {
    const router = await parts.router();
    await phraseMails(unphrased, { results, router, owner }, progress, signal);
  }
}

/** A later mail of a thread can settle what an earlier one asked, so the earlier ones are looked at again. */
function sortedInThreadsOf(fresh: readonly MailRow[], all: readonly MailRow[]): readonly MailRow[] {
  const threads = new Set(fresh.map(({ threadId }) => threadId));
  return all.filter(
    ({ threadId, category, source }) => threads.has(threadId) && category !== null && source !== 'user',
  );
}

/** The most pressing first. */
function idsInOrder(rows: readonly MailRow[]): string[] {
  return rows.toSorted(byPressure).map(({ id }) => id);
}
