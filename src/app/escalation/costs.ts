import {
  ESCALATION_TASKS,
  type EscalationTask,
  type SpendingRow,
  type TaskRecord,
} from '../../contracts/escalation';
import { priceOfAll, type SimulatedModel } from '../../routing/simulate';
import type { CostDay, CostView, PricedModel } from './escalation-api';

const DAYS = 30;

export function costView(
  spending: readonly SpendingRow[],
  records: readonly TaskRecord[],
  { priced, model }: { readonly priced: PricedModel; readonly model: SimulatedModel },
  now: number,
): CostView {
  return {
    days: Array.from({ length: DAYS }, (_none, index) => dayOf(spending, midnight(now, index - DAYS + 1))),
    spentMicros: spending.reduce((sum, { micros }) => sum + micros, 0),
    byTask: byTask((task) => {
      const rows = spending.filter((row) => row.task === task);
      return { count: rows.length, micros: rows.reduce((sum, { micros }) => sum + micros, 0) };
    }),
    allMicros: priceOfAll(records, 'whole', model),
    taskCount: records.length,
    priced,
  };
}

function dayOf(spending: readonly SpendingRow[], day: number): CostDay {
  const end = midnight(day, 1);
  const rows = spending.filter(({ at }) => at >= day && at < end);
  return {
    day,
    micros: byTask((task) => rows.reduce((sum, row) => (row.task === task ? sum + row.micros : sum), 0)),
  };
}

/** Midnight so many days after a time; days with a change of the clock are longer or shorter. */
function midnight(time: number, days: number): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

function byTask<T>(of: (task: EscalationTask) => T): Record<EscalationTask, T> {
  return Object.fromEntries(ESCALATION_TASKS.map((task) => [task, of(task)])) as Record<EscalationTask, T>;
}
