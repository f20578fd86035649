import type { Correction } from '../../contracts/briefing';
import type { History } from '../../history/history';
import { yieldToPage } from '../../platform/yield-to-page';
import { LEAST_REACH } from '../../tasks/classify/learnt-head';
import { similarity } from '../../tasks/classify/similarity';
import type { MailRows } from '../mail-rows';

/** What of a correction tells which mails it may move. */
export type Taught = Pick<Correction, 'id' | 'sender' | 'list' | 'embedding'>;

export interface Concern {
  /**
   * Mails to sort again after these corrections were made or taken back, those that the user sorted left out: first those from the same sender
   * or like theirs, then those that another correction reaches, whose share in what was learnt changes too. Where there may be a habit with a
   * mailing list all others come with the rest, for their headers would have to be read to know. Once `goesOn` says no, only `first` is complete.
   */
  of(
    taught: readonly Taught[],
    goesOn: () => boolean,
  ): Promise<{ readonly first: readonly string[]; readonly rest: readonly string[] }>;
}

interface ConcernParts {
  readonly history: History;
  readonly rows: MailRows;
  readonly embedderId: () => string;
}

/** Comparisons of vectors between two looks at the page; some milliseconds. */
const COMPARISONS_AT_ONCE = 4_000;

export function createConcern({ history, rows, embedderId }: ConcernParts): Concern {
  return {
    async of(taught, goesOn) {
      const vectors = await history.embeddings.all(embedderId());
      const senders = new Set(taught.map(({ sender }) => sender).filter(Boolean));
      const stored = await history.corrections.all();
      const everySender = new Set(stored.map(({ sender }) => sender).filter(Boolean));
      const mayHaveHabit = hasListTwice([...taught, ...stored]);
      const first: string[] = [];
      const rest: string[] = [];
      let comparisons = 0;
      for (const { id, source, category, senderAddress } of rows.current()) {
        if (source === 'user' || category === null) continue;
        const vector = vectors.get(id) ?? new Float32Array();
        const within = (others: readonly Pick<Correction, 'embedding'>[]): boolean =>
          others.some(({ embedding }) => similarity(vector, embedding) >= LEAST_REACH);
        if (senders.has(senderAddress) || within(taught)) first.push(id);
        else if (goesOn() && (mayHaveHabit || everySender.has(senderAddress) || within(stored)))
          rest.push(id);
        comparisons += taught.length + stored.length;
        if (comparisons < COMPARISONS_AT_ONCE) continue;
        comparisons = 0;
        await yieldToPage();
      }
      return { first, rest };
    },
  };
}

function hasListTwice(corrections: readonly Taught[]): boolean {
  const lists = [...new Map(corrections.map(({ id, list }) => [id, list])).values()].filter(Boolean);
  return new Set(lists).size < lists.length;
}
