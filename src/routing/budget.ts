import type { EscalationPolicy, SpendingRow } from '../contracts/escalation';

/** What may still be spent, in millionths of a dollar. */
export interface BudgetState {
  readonly dayMicros: number;
  readonly monthMicros: number;
  /** The most that one more request may cost; never below 0. */
  readonly leftMicros: number;
  /** Which limit comes near, in words; null when none does. */
  readonly warning: string | null;
}

type BudgetPolicy = Pick<EscalationPolicy, 'limits' | 'warnFrom'>;

/** Days and months are those of the user’s own calendar. What is set aside counts as spent. */
export function budgetState(
  spending: readonly Pick<SpendingRow, 'at' | 'micros'>[],
  { limits, warnFrom }: BudgetPolicy,
  now: number,
): BudgetState {
  const today = new Date(now);
  const month = spending.filter(({ at }) => isSameMonth(new Date(at), today));
  const day = month.filter(({ at }) => new Date(at).getDate() === today.getDate());
  const dayMicros = sum(day);
  const monthMicros = sum(month);
  const left = Math.min(limits.requestMicros, limits.dayMicros - dayMicros, limits.monthMicros - monthMicros);
  return {
    dayMicros,
    monthMicros,
    leftMicros: Math.max(0, left),
    warning:
      warningOf(dayMicros, limits.dayMicros, warnFrom, 'today') ??
      warningOf(monthMicros, limits.monthMicros, warnFrom, 'this month'),
  };
}

/** Why a request may not be sent for its price; null when it may. A price that nobody knows keeps to no budget. */
export function budgetBar(
  worstMicros: number | null,
  state: BudgetState,
  { limits }: BudgetPolicy,
): string | null {
  if (worstMicros === null) return 'Nobody knows what this model costs, so it cannot keep to your budget.';
  if (worstMicros > limits.requestMicros) {
    return `It could cost ${dollars(worstMicros)}, and you allow ${dollars(limits.requestMicros)} for one request.`;
  }
  if (worstMicros <= state.leftMicros) return null;
  const period = limits.dayMicros - state.dayMicros < worstMicros ? 'today' : 'this month';
  return `It could cost ${dollars(worstMicros)}, and ${dollars(state.leftMicros)} is left ${period}.`;
}

function dollars(micros: number): string {
  const digits = micros > 0 && micros < 10_000 ? 4 : 2;
  return `$${(micros / 1e6).toFixed(digits)}`;
}

function warningOf(spent: number, limit: number, from: number, period: string): string | null {
  if (spent === 0 || spent < limit * from) return null;
  return spent >= limit
    ? `The budget for ${period} is used up.`
    : `${dollars(spent)} of ${dollars(limit)} for ${period} is spent.`;
}

function isSameMonth(a: Date, b: Date): boolean {
  return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth();
}

function sum(rows: readonly Pick<SpendingRow, 'micros'>[]): number {
  return rows.reduce((total, { micros }) => total + micros, 0);
}
