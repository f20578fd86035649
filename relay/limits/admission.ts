import type { RelayConfig } from '../config/relay-config.ts';
import type { RelayClock } from '../clock.ts';
import { isOffenceKey, strangerIn, type Offences, type Stranger } from '../guard/offences.ts';
import { Refusal } from '../refusal.ts';
import type { Claim, RelayState } from '../state/relay-state.ts';

const MINUTE_MS = 60_000;
/** Added to the longest answer, after which a stream whose end was never told is forgotten. */
const SPARE_MS = 60_000;

/** Who asks: for the limits, all tokens of one subject are one, and all addresses of one network. */
export interface Caller {
  readonly subject: string;
  readonly network: string;
}

export class Admission {
  readonly #state: RelayState;
  readonly #clock: RelayClock;
  readonly #config: RelayConfig;
  readonly #offences: Offences;

  constructor(state: RelayState, clock: RelayClock, config: RelayConfig, offences: Offences) {
    this.#state = state;
    this.#clock = clock;
    this.#config = config;
    this.#offences = offences;
  }

  /** Lets a request in that will be answered at once. Rejects with `rate-limited` or `blocked`. */
  async visit({ subject, network }: Caller): Promise<void> {
    await this.#take([this.#offences.claim(`subject:${subject}`), ...this.#rates(subject, network)]);
  }

  /** Lets a login be tried. */
  async login(who: Stranger): Promise<void> {
    const { loginsPerMinute } = this.#config.limits;
    const stranger = strangerIn(who);
    await this.#take([this.#offences.claim(stranger), this.#rate(`rate:login:${stranger}`, loginsPerMinute)]);
  }

  /** Lets in a request whose answer takes a while; gives what to call at its end. Rejects with `too-many-streams` as well. */
  async enter({ subject, network }: Caller): Promise<() => Promise<void>> {
    const { subjectStreams, networkStreams } = this.#config.limits;
    const expiresAt = this.#clock.now() + this.#config.times.totalMs + SPARE_MS;
    const streams: readonly Claim[] = [
      { key: `streams:subject:${subject}`, amount: 1, limit: subjectStreams, expiresAt },
      { key: `streams:network:${network}`, amount: 1, limit: networkStreams, expiresAt },
    ];
    await this.#take([
      this.#offences.claim(`subject:${subject}`),
      ...this.#rates(subject, network),
      ...streams,
    ]);
    let isLeft = false;
    return async () => {
      if (isLeft) return;
      isLeft = true;
      await this.#state.addAll(streams.map(({ key }) => ({ key, amount: -1, expiresAt: 0 })));
    };
  }

  #rates(subject: string, network: string): readonly Claim[] {
    const { subjectPerMinute, networkPerMinute } = this.#config.limits;
    return [
      this.#rate(`rate:subject:${subject}`, subjectPerMinute),
      this.#rate(`rate:network:${network}`, networkPerMinute),
    ];
  }

  /** Counted from minute to minute. */
  #rate(key: string, limit: number): Claim {
    const minute = Math.floor(this.#clock.now() / MINUTE_MS);
    return { key: `${key}:${minute}`, amount: 1, limit, expiresAt: (minute + 1) * MINUTE_MS };
  }

  async #take(claims: readonly Claim[]): Promise<void> {
    const taken = await this.#state.takeAll(claims);
    if (taken.taken) return;
    const retryAfterMs = Math.max(1000, taken.expiresAt - this.#clock.now());
    if (isOffenceKey(taken.key)) throw new Refusal('blocked', { retryAfterMs });
    if (taken.key.startsWith('streams:')) throw new Refusal('too-many-streams', { retryAfterMs: 1000 });
    throw new Refusal('rate-limited', { retryAfterMs });
  }
}
