import type { VoiceProfile } from '../../contracts/briefing';
import { createTriage } from '../../tasks/classify/create-triage';
import type { MailRow } from '../api';
import type { MailResults } from '../mail-results';
import type { MailRows } from '../mail-rows';
import type { ModelAccess } from '../model-access';
import type { People } from '../people';
import { readTriageContexts } from '../triage-contexts';
import { byPressure, isImportant } from '../work-order';
import { extractMails } from './extract-stage';
import type { StageProgress } from './progress';
import { sortMails } from './triage-stage';
import { writeMails } from './writing-stage';

export interface BriefingParts {
  readonly results: MailResults;
  readonly rows: MailRows;
  readonly models: ModelAccess;
  readonly people: People;
  readonly voice: () => VoiceProfile | null;
}

/**
 * Does what is left to do: labels for mails without one, then extracts, then phrased summaries and drafts for what matters. Each mail is stored
 * as soon as it is done, so a run that ends early loses at most the mail in hand. Models are loaded only when a stage has work for them.
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
      const contexts = await readTriageContexts(
        results.history,
        owner,
        await results.history.corrections.all(),
      );
      const ids = [...unsorted, ...sortedInThreadsOf(unsorted, rows.current())].map(({ id }) => id);
      await sortMails(ids, { results, embedder, triage: createTriage(), contexts }, progress, signal);
    }
    const ids = await inOrder(
      parts,
      unread.map(({ id }) => id),
    );
    if (ids.length > 0) await extractMails(ids, { results, embedder, owner }, progress, signal);
  }

  const unwritten = await findUnwritten(parts);
  if (unwritten.length === 0) return;
  progress.begin('models', 0);
  const generator = await models.generator(signal);
  await writeMails(unwritten, { results, generator, owner, voice: parts.voice() }, progress, signal);
}

/** A later mail of a thread can settle what an earlier one asked, so the earlier ones are looked at again. */
function sortedInThreadsOf(fresh: readonly MailRow[], all: readonly MailRow[]): readonly MailRow[] {
  const threads = new Set(fresh.map(({ threadId }) => threadId));
  return all.filter(
    ({ threadId, category, source }) => threads.has(threadId) && category !== null && source !== 'user',
  );
}

async function inOrder({ results, rows }: BriefingParts, ids: readonly string[]): Promise<string[]> {
  const items = await Promise.all(
    ids.map(async (id) => ({ result: await results.get(id), date: rows.get(id)?.date ?? null })),
  );
  return items.sort(byPressure).map(({ result }) => result.id);
}

async function findUnwritten(parts: BriefingParts): Promise<string[]> {
  const ids = parts.rows.current().map(({ id }) => id);
  const ordered = await inOrder(parts, ids);
  const results = await Promise.all(ordered.map((id) => parts.results.get(id)));
  return results.filter((result) => isImportant(result) && !result.written).map(({ id }) => id);
}
