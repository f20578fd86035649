import type { EscalationPolicy, EscalationTask, SendingScope, TaskRecord } from '../contracts/escalation';
import { budgetBar, budgetState } from './budget';
import { chooseRoute, isEnough, type Elsewhere } from './choose-route';
import { sensitivityOf } from './sensitivity';

/** A task that another policy would have sent away. */
export interface SimulatedSending {
  readonly at: number;
  readonly task: EscalationTask;
  readonly bytes: number;
  readonly micros: number;
}

export interface Simulation {
  readonly tasks: number;
  readonly sent: readonly SimulatedSending[];
  /** 0 to 1; 1 where there was no task. */
  readonly keptShare: number;
  readonly costMicros: number;
  /** What sending each whole mail would have cost, without any limit; null when nobody knows the price. */
  readonly allMicros: number | null;
  /** Why tasks that the work here did not do well enough would have stayed, with how many. */
  readonly stayed: readonly { readonly reason: string; readonly count: number }[];
}

export interface SimulatedModel {
  readonly elsewhere: Omit<Elsewhere, 'worstMicros'>;
  /** What a request of so many bytes costs; null when nobody knows. */
  readonly price: (bytes: number) => number | null;
}

/**
 * Replays tasks in the order of their time under a policy, as if the user had agreed to each that the work here did not do well enough. Words
 * that keep a mail here cannot be replayed, since no text is kept.
 */
export function simulate(
  records: readonly TaskRecord[],
  policy: EscalationPolicy,
  model: SimulatedModel,
): Simulation {
  const sent: SimulatedSending[] = [];
  const stayed = new Map<string, number>();
  for (const record of records.toSorted((a, b) => a.at - b.at)) {
    if (isEnough(record.local, policy)) continue;
    const bytes = record.bytes[policy.scope];
    const worstMicros = model.price(bytes);
    const budget = budgetState(sent, policy, record.at);
    const { route, barred } = chooseRoute({
      task: record.task,
      tokens: bytes,
      sensitivity: sensitivityOf(
        '',
        record.found.map((type) => ({ type })),
        policy,
      ),
      local: record.local,
      needsWords: true,
      means: { writer: null, others: [] },
      wanted: null,
      isOffline: false,
      isOn: true,
      elsewhere: { ...model.elsewhere, worstMicros },
      budget,
      policy,
      consent: 'asked',
    });
    if (route === 'relay') sent.push({ at: record.at, task: record.task, bytes, micros: worstMicros ?? 0 });
    else if (barred !== null) {
      const isBudget = worstMicros !== null && barred === budgetBar(worstMicros, budget, policy);
      const reason = isBudget ? 'It would have passed a limit of the budget.' : barred;
      stayed.set(reason, (stayed.get(reason) ?? 0) + 1);
    }
  }
  return {
    tasks: records.length,
    sent,
    keptShare: records.length === 0 ? 1 : 1 - sent.length / records.length,
    costMicros: sent.reduce((sum, { micros }) => sum + micros, 0),
    allMicros: priceOfAll(records, 'whole', model),
    stayed: [...stayed].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
  };
}

/** What sending all of these tasks would cost; null when nobody knows the price of one. */
export function priceOfAll(
  records: readonly TaskRecord[],
  scope: SendingScope,
  { price }: Pick<SimulatedModel, 'price'>,
): number | null {
  let total = 0;
  for (const { bytes } of records) {
    const micros = price(bytes[scope]);
    if (micros === null) return null;
    total += micros;
  }
  return total;
}
