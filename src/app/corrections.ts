import type { Category, Correction, Owner, Triage } from '../contracts/briefing';
import { toFailure } from '../contracts/failure';
import type { LearningCheck } from '../contracts/learning';
import type { Message } from '../contracts/message';
import { originOf } from '../tasks/classify/correction-memory';
import { embeddingTextOf } from '../tasks/classify/embedding-text';
import { createLearningClient } from '../worker-client/learning-client';
import type { WorkerLike } from '../worker-client/worker-lane';
import { requireMessages } from './briefing/require-messages';
import { createConcern, type Taught } from './learning/concern';
import { createLearner } from './learning/learner';
import { createSorter } from './learning/sort-again';
import type { MailResults } from './mail-results';
import type { CorrectedMails, LabelChange, MailRow } from './api';
import type { MailRows } from './mail-rows';
import type { NoticeBoard } from './notices';

export interface Corrections {
  /** Stores the user's word, learns from it and sorts other mails again. Returns how many of them changed. */
  correct(id: string, label: { readonly category: Category; readonly urgent: boolean }): Promise<number>;
  /** The same for several mails at once; what `change` leaves out stays as it is, and mails that are not sorted yet get no urgency alone. */
  correctAll(ids: readonly string[], change: LabelChange): Promise<CorrectedMails>;
  undo(id: string): Promise<void>;
  /** Takes back the corrections of these mails, and returns them so that they can be put back. */
  forget(ids: readonly string[]): Promise<readonly Correction[]>;
  putBack(corrections: readonly Correction[]): Promise<void>;
  /** Sorts these mails again, those that the user sorted left out. Returns how many changed. */
  sortAgain(ids: readonly string[]): Promise<number>;
  /** Whether learning helps and forgets nothing; null without corrections. */
  check(): Promise<LearningCheck | null>;
}

interface CorrectionParts {
  readonly results: MailResults;
  readonly rows: MailRows;
  readonly board: NoticeBoard;
  readonly spawnLearner: () => WorkerLike;
  readonly embedderId: () => string;
  readonly owner: () => Owner;
  readonly embed: (text: string) => Promise<Float32Array>;
}

/** With more mails than this, only those that a correction is sure to concern are waited for; the others follow meanwhile. */
const WAITED_FOR = 500;

export function createCorrections(parts: CorrectionParts): Corrections {
  const { results, rows, board, embedderId, owner, embed } = parts;
  const { history } = results;
  const learner = createLearner({
    ...{ history, owner, embedderId },
    client: createLearningClient(parts.spawnLearner),
  });
  const sorter = createSorter({ results, owner, embedderId });
  const concern = createConcern({ history, rows, embedderId });
  let generation = 0;

  /** The briefing's, or for a mail that it has not reached yet, one made now. */
  async function embeddingOf(message: Message): Promise<Float32Array> {
    const stored = await history.embeddings.get(message.id, embedderId());
    if (stored) return stored;
    const embedding = await embed(embeddingTextOf(message));
    await history.embeddings.put(message.id, embedderId(), embedding, { requireMail: true });
    return embedding;
  }

  /** A correction counts by likeness also where the head could not be fitted. */
  async function learn(): Promise<void> {
    try {
      await learner.train();
      board.dismiss('learning-failed');
    } catch (thrown) {
      board.post({ id: 'learning-failed', tone: 'warning', text: toFailure(thrown).message });
    }
  }

  /** @param released mails that the user no longer has a word on */
  async function follow(corrections: readonly Taught[], released: readonly string[] = []): Promise<number> {
    generation += 1;
    const mine = generation;
    const isCurrent = (): boolean => mine === generation;
    await learn();
    await sorter.sort(released);
    const { first, rest } = await concern.of(corrections, isCurrent);
    const changed = await sorter.sort(first);
    if (rest.length <= WAITED_FOR) return changed + (await sorter.sort(rest, isCurrent));
    // What fails here is tried again with the next correction.
    void sorter.sort(rest, isCurrent).catch(() => undefined);
    return changed;
  }

  async function forget(ids: readonly string[]): Promise<readonly Correction[]> {
    const gone = (await history.corrections.all()).filter(({ id }) => ids.includes(id));
    for (const { id } of gone) await history.corrections.delete(id);
    if (gone.length > 0) await follow(gone, ids);
    return gone;
  }

  async function store(id: string, label: Required<LabelChange>): Promise<Taught> {
    const [message] = await requireMessages(history, [id]);
    const embedding = await embeddingOf(message);
    // It may have been deleted meanwhile, and nothing of it must be kept then.
    await requireMessages(history, [id]);
    const origin = originOf(message);
    await history.corrections.put({ id, ...label, ...origin, madeAt: new Date().toISOString(), embedding });
    await results.change(id, (result) => ({ ...result, triage: userTriage(label, result.triage) }));
    return { id, ...origin, embedding };
  }

  async function putBack(corrections: readonly Correction[]): Promise<void> {
    const kept = corrections.filter(({ id }) => rows.get(id));
    for (const correction of kept) {
      const { id, category, urgent } = correction;
      await history.corrections.put(correction);
      await results.change(id, (result) => ({
        ...result,
        triage: userTriage({ category, urgent }, result.triage),
      }));
    }
    if (kept.length > 0) await follow(kept);
  }

  return {
    correct: async (id, label) => follow([await store(id, label)]),
    async correctAll(ids, change) {
      const before = (await history.corrections.all()).filter(({ id }) => ids.includes(id));
      const taught: Taught[] = [];
      for (const id of ids) {
        const label = labelAfter(change, rows.get(id));
        if (label) taught.push(await store(id, label));
      }
      return {
        corrected: taught.length,
        others: taught.length > 0 ? await follow(taught) : 0,
        async undo() {
          await forget(taught.map(({ id }) => id));
          await putBack(before);
        },
      };
    },
    async undo(id) {
      await forget([id]);
    },
    forget,
    putBack,
    sortAgain: (ids) => sorter.sort(ids.filter((id) => rows.get(id)?.source !== 'user')),
    check: learner.check,
  };
}

/** Null where nothing would be said of the mail. */
function labelAfter(change: LabelChange, row: MailRow | undefined): Required<LabelChange> | null {
  const category = change.category ?? row?.category;
  if (!row || !category) return null;
  return { category, urgent: change.urgent ?? (category !== 'skip' && row.urgent) };
}

function userTriage(
  label: { readonly category: Category; readonly urgent: boolean },
  before: Triage | null,
): Triage {
  const probabilities = { reply: 0, act: 0, read: 0, skip: 0, [label.category]: 1 };
  return {
    ...label,
    confidence: 1,
    probabilities,
    urgency: label.urgent ? 1 : 0,
    source: 'user',
    reasons: [
      'You said so.',
      ...(before?.source === 'user'
        ? []
        : (before?.reasons ?? []).slice(0, 2).map((reason) => `Before: ${reason}`)),
    ],
  };
}
