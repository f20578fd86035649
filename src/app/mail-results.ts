import type { MessageResult } from '../contracts/briefing';
import type { History } from '../history/history';
import { messageGone } from '../history/message-gone';
import { createLocalLocks } from '../platform/locks';
import type { ChangeBus } from './change-bus';
import type { MailRows } from './mail-rows';

/** A draft that the user edited stays unless the user asked for a new one. */
interface PutOptions {
  readonly replaceUserDraft?: boolean;
}

/** The results in the store, with the list and the open mail kept in step. */
export interface MailResults {
  readonly history: History;
  /** An empty result for a mail that has none yet. */
  get(id: string): Promise<MessageResult>;
  /** Applies `change` to the stored result; changes of one mail are applied one after the other. */
  change(
    id: string,
    change: (result: MessageResult) => MessageResult,
    options?: PutOptions,
  ): Promise<MessageResult>;
}

export function createMailResults(history: History, rows: MailRows, changes: ChangeBus): MailResults {
  /** One for each mail. */
  const turns = createLocalLocks();

  async function get(id: string): Promise<MessageResult> {
    return (await history.results.get(id)) ?? emptyResult(id);
  }

  async function apply(
    id: string,
    change: (result: MessageResult) => MessageResult,
    options: PutOptions,
  ): Promise<MessageResult> {
    const changed = (stored = emptyResult(id)): MessageResult => {
      // Deleted while this was being made: writing it now would keep a part of what the user wanted gone.
      if (!rows.get(id)) throw messageGone();
      return change(stored);
    };
    const result = await history.results.change(id, changed, { ...options, requireMail: true });
    rows.showResult(result);
    changes.emit(id);
    return result;
  }

  return {
    history,
    get,
    change: (id, change, options = {}) => turns.run(id, undefined, () => apply(id, change, options)),
  };
}

export function emptyResult(id: string): MessageResult {
  return { id, triage: null, summary: null, asks: null, draft: null, phrased: false, timings: {} };
}
