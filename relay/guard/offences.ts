import type { RelayRefusalCode } from '../../src/contracts/relay.ts';
import type { RelayClock } from '../clock.ts';
import { Refusal } from '../refusal.ts';
import type { Claim, RelayState } from '../state/relay-state.ts';

/**
 * How much a refusal looks like an attack. What is not here is no sign of one: any page can have a visitor's browser send a wrong origin, and
 * whoever forges one takes the right one.
 */
const WEIGHTS: Readonly<Partial<Record<RelayRefusalCode, number>>> = {
  'token-refused': 1,
  'token-missing': 1,
  'not-found': 1,
  'body-invalid': 1,
  'model-unknown': 1,
  'login-refused': 3,
  'consent-mismatch': 4,
  'consent-refused': 4,
  'upstream-refused': 4,
};

const SLOWED_AT = 12;
const BLOCKED_AT = 40;
const MEMORY_MS = 10 * 60_000;
const SLOWEST_MS = 2000;

/** Who is counted: a subject where one is known, else the pages of one origin in a network. */
export type Offender = `subject:${string}` | `network:${string}`;

/** Who asks before a subject is known. */
export interface Stranger {
  readonly network: string;
  /** Null for a request that names none. */
  readonly origin: string | null;
}

/**
 * Whom requests without a subject are counted under. What names no origin, or another one, is counted apart from the rest: it may be the work of
 * an outsider's page in a visitor's browser, and shall not shut out the visitor.
 */
export function strangerIn({ network, origin }: Stranger): Offender {
  return `network:${network} ${origin ?? 'no-origin'}`;
}

/**
 * Counts refusals that look like guessing, scanning or replay. From a dozen on, the answers come later; from forty on, the relay closes to
 * the offender until ten minutes have passed without more.
 */
export class Offences {
  readonly #state: RelayState;
  readonly #clock: RelayClock;

  constructor(state: RelayState, clock: RelayClock) {
    this.#state = state;
    this.#clock = clock;
  }

  /** For `takeAll`: fails for who is blocked. */
  claim(offender: Offender): Claim {
    return { key: offenceKey(offender), amount: 0, limit: BLOCKED_AT - 1, expiresAt: 0 };
  }

  /** Gives the refusal to answer with; later when there were many. */
  async note(offender: Offender, refusal: Refusal): Promise<Refusal> {
    const amount = WEIGHTS[refusal.code] ?? 0;
    if (amount === 0) return refusal;
    const expiresAt = this.#clock.now() + MEMORY_MS;
    const [total = 0] = await this.#state.addAll([{ key: offenceKey(offender), amount, expiresAt }]);
    if (total >= BLOCKED_AT) return new Refusal('blocked', { retryAfterMs: MEMORY_MS });
    if (total >= SLOWED_AT) await this.#clock.wait(Math.min(SLOWEST_MS, (total - SLOWED_AT + 1) * 50));
    return refusal;
  }
}

export function isOffenceKey(key: string): boolean {
  return key.startsWith('offences:');
}

function offenceKey(offender: Offender): string {
  return `offences:${offender}`;
}
