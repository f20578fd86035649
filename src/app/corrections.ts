import type { Category, Correction, Owner, Triage } from '../contracts/briefing';
import type { Message } from '../contracts/message';
import { yieldToPage } from '../platform/yield-to-page';
import { LEAST_SIMILARITY } from '../tasks/classify/correction-memory';
import { createTriage } from '../tasks/classify/create-triage';
import { embeddingTextOf } from '../tasks/classify/embedding-text';
import { dot } from '../tasks/text/vectors';
import { requireMessages } from './briefing/require-messages';
import type { MailResults } from './mail-results';
import type { MailRows } from './mail-rows';
import { readTriageContexts, type TriageContexts } from './triage-contexts';

export interface Corrections {
  /** Stores the user's word and sorts related mails again. Returns how many of them changed. */
  correct(id: string, label: { readonly category: Category; readonly urgent: boolean }): Promise<number>;
  undo(id: string): Promise<void>;
}

interface CorrectionParts {
  readonly results: MailResults;
  readonly rows: MailRows;
  readonly embedderId: () => string;
  readonly owner: () => Owner;
  readonly embed: (text: string) => Promise<Float32Array>;
}

export function createCorrections({ results, rows, embedderId, owner, embed }: CorrectionParts): Corrections {
  const { history } = results;
  const triage = createTriage();

  const readContexts = (): Promise<TriageContexts> => readTriageContexts(history, owner());

  /** The briefing's, or for a mail that it has not reached yet, one made now. */
  async function embeddingOf(message: Message): Promise<Float32Array> {
    const stored = await history.embeddings.get(message.id, embedderId());
    if (stored) return stored;
    const embedding = await embed(embeddingTextOf(message));
    await history.embeddings.put(message.id, embedderId(), embedding);
    return embedding;
  }

  async function sortAgain(id: string, contexts: TriageContexts): Promise<boolean> {
    const vector = await history.embeddings.get(id, embedderId());
    if (!vector) return false;
    const [message] = await requireMessages(history, [id]);
    const before = (await results.get(id)).triage;
    if (before === null) return false;
    const after = triage(message, vector, await contexts.of(message));
    if (
      after.category === before.category &&
      after.urgent === before.urgent &&
      after.source === before.source
    )
      return false;
    await results.change(id, (result) => ({ ...result, triage: after }));
    return after.category !== before.category || after.urgent !== before.urgent;
  }

  /** The mails that a change of the correction of this mail can move: its sender's, and those that read like it. */
  async function related(
    id: string,
    correction: Pick<Correction, 'sender' | 'embedding'>,
  ): Promise<readonly string[]> {
    const vectors = await history.embeddings.all(embedderId());
    return rows
      .current()
      .filter((row) => row.id !== id && row.source !== 'user' && row.category !== null)
      .filter((row) => {
        const vector = vectors.get(row.id);
        return (
          vector &&
          (row.senderAddress === correction.sender || dot(vector, correction.embedding) >= LEAST_SIMILARITY)
        );
      })
      .map((row) => row.id);
  }

  async function sortRelated(
    id: string,
    correction: Pick<Correction, 'sender' | 'embedding'>,
  ): Promise<number> {
    const contexts = await readContexts();
    let changed = 0;
    for (const other of await related(id, correction)) {
      if (await sortAgain(other, contexts)) changed += 1;
      await yieldToPage();
    }
    return changed;
  }

  return {
    async correct(id, label) {
      const [message] = await requireMessages(history, [id]);
      const embedding = await embeddingOf(message);
      const sender = message.from?.address ?? '';
      await history.corrections.put({ id, ...label, madeAt: new Date().toISOString(), sender, embedding });
      await results.change(id, (result) => ({ ...result, triage: userTriage(label, result.triage) }));
      return sortRelated(id, { sender, embedding });
    },
    async undo(id) {
      const correction = (await history.corrections.all()).find((other) => other.id === id);
      if (!correction) return;
      await history.corrections.delete(id);
      await sortAgain(id, await readContexts());
      await sortRelated(id, correction);
    },
  };
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
