import type { VoiceProfile } from '../../contracts/briefing';
import type { Observable } from '../../contracts/observable';
import { createTriage } from '../../tasks/classify/create-triage';
import type { BriefingWindow, MailRow } from '../api';
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
  /** Its mails come first. */
  readonly window: Observable<BriefingWindow>;
}

type Holds = BriefingWindow['holds'];

/**
 * Does what is left to do: labels for mails without one, then extracts, then drafts for what wants a reply, all of it for the mails of the window
 * before any other; and last, because it is slow and changes least, phrased summaries for what matters. Each mail is stored as soon as it is done,
 * so a run that ends early loses at most the mail in hand.
 * Models are loaded only when a stage has work for them.
 * Rejects with a `DesksideError`, `cancelled` among them.
 */
export async function runBriefing(
  parts: BriefingParts,
  progress: StageProgress,
  signal: AbortSignal,
): Promise<void> {
  const { results, rows, models } = parts;
  const { holds } = parts.window.get();
  await prepareMails(holds, parts, progress, signal);
  await prepareMails((row) => !holds(row), parts, progress, signal);

  const unphrased = rows.current().filter((row) => isImportant(row) && !row.phrased);
  if (unphrased.length === 0) return;
  const ids = [...idsInOrder(unphrased.filter(holds)), ...idsInOrder(unphrased.filter((row) => !holds(row)))];
  progress.begin('phrase', 0);
  // The first mail is not to take as long as the model takes to get ready.
  if (await models.generator(signal, 'summary')) {
    const router = await parts.router();
    await phraseMails(ids, { results, router, owner: parts.people.owner() }, progress, signal);
  }
}

/** Labels, extracts and drafts of these mails. */
async function prepareMails(
  holds: Holds,
  parts: BriefingParts,
  progress: StageProgress,
  signal: AbortSignal,
): Promise<void> {
  const { results, rows, models, people } = parts;
  const owner = people.owner();
  const mails = rows.current().filter(holds);
  const unsorted = mails.filter(({ category }) => category === null);
  const unread = mails.filter(({ hasSummary }) => !hasSummary);
  if (unsorted.length > 0 || unread.length > 0) {
    progress.begin('models', 0);
    const embedder = await models.embedder(signal);
    if (unsorted.length > 0) {
      const contexts = await readTriageContexts(results.history, owner);
      const ids = [...unsorted, ...sortedBefore(unsorted, rows.current())].map(({ id }) => id);
      await sortMails(ids, { results, embedder, triage: createTriage(), contexts }, progress, signal);
    }
    const ids = idsInOrder(unread.flatMap(({ id }) => rows.get(id) ?? []));
    if (ids.length > 0) await extractMails(ids, { results, embedder, owner }, progress, signal);
  }

  const replies = rows.current().filter((row) => row.category === 'reply' && !row.hasDraft && holds(row));
  const undrafted = idsInOrder(replies);
  if (undrafted.length > 0) {
    const router = await parts.router();
    await draftMails(undrafted, { results, owner, voice: parts.voice(), router }, progress, signal);
  }
}

/**
 * A later mail of a thread can settle what an earlier one asked, so the earlier ones are looked at again. Those after it are not: mails are sorted from
 * the newest to the oldest, so that a run that was cut short finds its own work there.
 */
function sortedBefore(fresh: readonly MailRow[], all: readonly MailRow[]): readonly MailRow[] {
  const latest = new Map<string, string>();
  for (const { threadId, date } of fresh)
    if (date !== null && date > (latest.get(threadId) ?? '')) latest.set(threadId, date);
  return all.filter(
    ({ threadId, date, category, source }) =>
      category !== null && source !== 'user' && date !== null && date < (latest.get(threadId) ?? ''),
  );
}

/** The most pressing first. */
function idsInOrder(rows: readonly MailRow[]): string[] {
  return rows.toSorted(byPressure).map(({ id }) => id);
}
