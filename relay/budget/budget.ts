import { Refusal } from '../refusal.ts';
import { KEPT, type Claim, type RelayState } from '../state/relay-state.ts';

/** Limits in millionths of a dollar. */
export interface BudgetLimits {
  readonly requestMicros: number;
  readonly subjectDayMicros: number;
  readonly subjectMonthMicros: number;
  /** Of all subjects together. */
  readonly totalDayMicros: number;
  readonly totalMonthMicros: number;
}

/** Money set aside for one call to a provider. */
export interface Reservation {
  /** Puts what was spent in the place of what was set aside. Works once; later calls do nothing. */
  settle(spentMicros: number): Promise<void>;
}

const DAY_MS = 24 * 60 * 60_000;

export class Budget {
  readonly #state: RelayState;
  readonly #limits: BudgetLimits;
  readonly #now: () => number;

  constructor(state: RelayState, limits: BudgetLimits, now: () => number) {
    this.#state = state;
    this.#limits = limits;
    this.#now = now;
  }

  /**
   * Sets aside the most that a call can cost, in all budgets or in none. Rejects with `budget-exceeded`. Since all is set aside before
   * anything is spent, calls side by side cannot pass a budget together.
   *
   * @param spentMicros by earlier calls for the same request, whose limits are for all of them
   */
  async reserve(
    subject: string,
    worstMicros: number,
    consentedMicros: number | null,
    spentMicros = 0,
  ): Promise<Reservation> {
    const most = spentMicros + worstMicros;
    if (most > this.#limits.requestMicros) {
      throw new Refusal('budget-exceeded', {
        remark: {
          code: 'over-request-limit',
          values: { mostMicros: this.#limits.requestMicros, couldMicros: most },
        },
      });
    }
    if (consentedMicros !== null && most > consentedMicros) {
      throw new Refusal('budget-exceeded', {
        remark: { code: 'over-consent', values: { mostMicros: consentedMicros, couldMicros: most } },
      });
    }
    const claims = this.#claims(subject, worstMicros);
    const taken = await this.#state.takeAll(claims);
    if (!taken.taken) {
      const code = taken.key.includes(':month:') ? 'spent-this-month' : 'spent-today';
      throw new Refusal('budget-exceeded', { remark: { code } });
    }
    let isSettled = false;
    return {
      settle: async (spentMicros) => {
        if (isSettled) return;
        isSettled = true;
        const amount = spentMicros - worstMicros;
        if (amount !== 0) await this.#state.addAll(claims.map((claim) => ({ ...claim, amount })));
      },
    };
  }

  #claims(subject: string, amount: number): readonly Claim[] {
    const now = this.#now();
    const day = new Date(now).toISOString().slice(0, 10);
    const month = day.slice(0, 7);
    // A day longer than the period, for calls that end after it.
    const dayEnds = Date.parse(day) + 2 * DAY_MS;
    const monthEnds = now + 33 * DAY_MS;
    const limits = this.#limits;
    return [
      { key: `${KEPT}day:${day}:${subject}`, amount, limit: limits.subjectDayMicros, expiresAt: dayEnds },
      { key: `${KEPT}day:${day}`, amount, limit: limits.totalDayMicros, expiresAt: dayEnds },
      {
        key: `${KEPT}month:${month}:${subject}`,
        amount,
        limit: limits.subjectMonthMicros,
        expiresAt: monthEnds,
      },
      { key: `${KEPT}month:${month}`, amount, limit: limits.totalMonthMicros, expiresAt: monthEnds },
    ];
  }
}
