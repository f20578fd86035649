import type { EscalationPolicy, EscalationTask, SpendingRow } from '../../contracts/escalation';
import { DesksideError } from '../../contracts/failure';
import type { RelayReceipt } from '../../contracts/relay';
import type { History } from '../../history/history';
import type { Locks } from '../../platform/locks';
import { budgetBar, budgetState } from '../../routing/budget';

/** Money set aside for one request. */
export interface SetAside {
  /** The receipt’s amount in its place. */
  settle(receipt: RelayReceipt): Promise<void>;
  /** Nothing was answered, so nothing is owed. */
  giveBack(): Promise<void>;
  /** The answer broke off before anyone told what it cost: the most that it can have cost by then stays. */
  guess(usage: Pick<RelayReceipt, 'promptTokens' | 'completionTokens' | 'costMicros'>): Promise<void>;
}

interface Wanted {
  readonly task: EscalationTask;
  readonly modelId: string;
  readonly worstMicros: number;
}

/**
 * Sets aside the most that a request can cost, so that requests side by side, in other tabs too, cannot pass the budget together. Rejects
 * with `request-unsupported` when it does not fit.
 */
export async function setAside(
  { history, locks }: { readonly history: History; readonly locks: Locks },
  policy: EscalationPolicy,
  { task, modelId, worstMicros }: Wanted,
  now: number,
): Promise<SetAside> {
  const row: SpendingRow = {
    id: crypto.randomUUID(),
    at: now,
    ...{ task, modelId },
    provider: null,
    promptTokens: 0,
    completionTokens: 0,
    micros: worstMicros,
    state: 'reserved',
    estimated: true,
  };
  await locks.run('deskside-escalation-budget', undefined, async () => {
    const state = budgetState(await history.spending.all(), policy, now);
    const bar = budgetBar(worstMicros, state, policy);
    if (bar !== null)
      throw new DesksideError({ code: 'request-unsupported', message: bar, retryable: false });
    await history.spending.put(row);
  });
  return {
    settle: ({ provider, promptTokens, completionTokens, costMicros, estimated }) =>
      history.spending.put({
        ...row,
        ...{ provider, promptTokens, completionTokens, estimated },
        micros: costMicros,
        state: 'settled',
      }),
    giveBack: () => history.spending.delete(row.id),
    guess: ({ promptTokens, completionTokens, costMicros }) =>
      history.spending.put({
        ...row,
        ...{ promptTokens, completionTokens },
        micros: Math.min(worstMicros, costMicros),
        state: 'settled',
      }),
  };
}
