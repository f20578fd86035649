import type { Owner } from '../../contracts/briefing';
import { yieldToPage } from '../../platform/yield-to-page';
import { createTriage } from '../../tasks/classify/create-triage';
import type { MailResults } from '../mail-results';
import { readTriageContexts, type TriageContexts } from '../triage-contexts';

export interface Sorter {
  /** Sorts these mails again by what is known now, and returns how many got another label. Stops early once `goesOn` says no. */
  sort(ids: readonly string[], goesOn?: () => boolean): Promise<number>;
}

interface SorterParts {
  readonly results: MailResults;
  readonly owner: () => Owner;
  readonly embedderId: () => string;
}

export function createSorter({ results, owner, embedderId }: SorterParts): Sorter {
  const { history } = results;
  const triage = createTriage();

  async function sortOne(id: string, contexts: TriageContexts): Promise<boolean> {
    const vector = await history.embeddings.get(id, embedderId());
    if (!vector) return false;
    const message = await history.messages.get(id);
    if (!message) return false;
    const before = (await results.get(id)).triage;
    if (before === null) return false;
    const context = await contexts.of(message);
    // The user has sorted it meanwhile, perhaps once more after they had taken it back.
    if (context.corrections.some((correction) => correction.id === id)) return false;
    const after = triage(message, vector, context);
    const sameLabel = after.category === before.category && after.urgent === before.urgent;
    const same =
      sameLabel && after.source === before.source && Math.abs(after.confidence - before.confidence) < 0.005;
    if (same) return false;
    await results.change(id, (result) => ({
      ...result,
      // The user may have sorted it meanwhile, and has the last word.
      triage: result.triage?.source === 'user' && before.source !== 'user' ? result.triage : after,
    }));
    return !sameLabel;
  }

  return {
    async sort(ids, goesOn = () => true) {
      if (ids.length === 0) return 0;
      const contexts = await readTriageContexts(history, owner());
      let changed = 0;
      for (const id of ids) {
        if (!goesOn()) break;
        if (await sortOne(id, contexts)) changed += 1;
        await yieldToPage();
      }
      return changed;
    },
  };
}
