import type { RelayClock } from '../clock.ts';

/** Failures within the window that open it. */
const OPENS_AT = 5;
const WINDOW_MS = 60_000;
const OPEN_MS = 30_000;
/** Share of a new latency in the running mean. */
const WEIGHT = 0.2;

/** How a request came to a provider: like any other, or as the one that tries whether it is back. */
type Passage = 'usual' | 'probe';

interface ProviderState {
  failures: readonly number[];
  openUntil: number;
  isProbing: boolean;
  /** Running mean to the first word; null before the first answer. */
  latencyMs: number | null;
}

/**
 * What is known of the providers' state, in this process. A provider that failed five times within a minute is left alone for half a
 * minute; then a single request tries it while the others still pass it by.
 */
export class Breakers {
  readonly #clock: RelayClock;
  readonly #states = new Map<string, ProviderState>();

  constructor(clock: RelayClock) {
    this.#clock = clock;
  }

  /** Null when the provider is not to be asked now. After another answer, `succeeded`, `failed` or `left` must follow. */
  enter(provider: string): Passage | null {
    const state = this.#of(provider);
    if (state.openUntil === 0) return 'usual';
    if (state.isProbing || this.#clock.now() < state.openUntil) return null;
    state.isProbing = true;
    return 'probe';
  }

  succeeded(provider: string, latencyMs: number): void {
    const state = this.#of(provider);
    state.failures = [];
    state.openUntil = 0;
    state.isProbing = false;
    state.latencyMs =
      state.latencyMs === null ? latencyMs : state.latencyMs + WEIGHT * (latencyMs - state.latencyMs);
  }

  failed(provider: string, passage: Passage): void {
    const state = this.#of(provider);
    const now = this.#clock.now();
    state.failures = [...state.failures.filter((time) => time > now - WINDOW_MS), now];
    if (passage === 'probe' || state.failures.length >= OPENS_AT) state.openUntil = now + OPEN_MS;
    // One that began before the probe says nothing of how that ends.
    if (passage === 'probe') state.isProbing = false;
  }

  /** The request ended in a way that tells nothing of the provider. */
  left(provider: string, passage: Passage): void {
    if (passage === 'probe') this.#of(provider).isProbing = false;
  }

  isOpen(provider: string): boolean {
    return this.#of(provider).openUntil > 0;
  }

  latencyMs(provider: string): number | null {
    return this.#of(provider).latencyMs;
  }

  #of(provider: string): ProviderState {
    let state = this.#states.get(provider);
    if (!state) {
      state = { failures: [], openUntil: 0, isProbing: false, latencyMs: null };
      this.#states.set(provider, state);
    }
    return state;
  }
}
