import type { Change, Claim, Counter, Taken } from './relay-state.ts';

/** Where counters are read from and written to within one call; each state has its own. */
export interface CounterRows {
  get(key: string): Counter | undefined;
  set(key: string, counter: Counter): void;
}

/** The rules that all states share. */
export function applyClaims(rows: CounterRows, claims: readonly Claim[], now: number): Taken {
  for (const { key, amount, limit } of claims) {
    const { total, expiresAt } = live(rows.get(key), now);
    if (total + amount > limit) return { taken: false, key, expiresAt };
  }
  return { taken: true, totals: applyChanges(rows, claims, now) };
}

export function applyChanges(rows: CounterRows, changes: readonly Change[], now: number): readonly number[] {
  return changes.map(({ key, amount, expiresAt }) => {
    const before = live(rows.get(key), now);
    if (amount === 0) return before.total;
    const total = Math.max(0, before.total + amount);
    rows.set(key, { total, expiresAt: Math.max(before.expiresAt, expiresAt) });
    return total;
  });
}

function live(counter: Counter | undefined, now: number): Counter {
  return counter && counter.expiresAt > now ? counter : { total: 0, expiresAt: 0 };
}
