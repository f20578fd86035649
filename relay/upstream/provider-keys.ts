import type { ReadSecrets } from '../config/secrets.ts';
import type { RelayClock } from '../clock.ts';

/** A key that was refused may have been put right since. */
const REFUSED_MS = 5 * 60_000;

/** Hands out the keys of a provider in turn, without those that rest. */
export class ProviderKeys {
  readonly #read: ReadSecrets;
  readonly #clock: RelayClock;
  /** Milliseconds since 1970, by provider and key. */
  readonly #restsUntil = new Map<string, number>();
  readonly #refusedUntil = new Map<string, number>();
  /** By provider: requests to others shall not make one key of a provider the only one. */
  readonly #turns = new Map<string, number>();

  constructor(read: ReadSecrets, clock: RelayClock) {
    this.#read = read;
    this.#clock = clock;
  }

  /** The key that can be used soonest, and how long to wait for it. A provider without keys is asked without; null when all were refused. */
  next(provider: string): { readonly key: string | null; readonly waitMs: number } | null {
    const keys = this.#read().providerKeys[provider] ?? [];
    const turn = this.#turns.get(provider) ?? 0;
    this.#turns.set(provider, turn + 1);
    const inTurn = keys.length === 0 ? [null] : keys.map((_, at) => keys[(turn + at) % keys.length] ?? null);
    const [best] = inTurn
      .filter((key) => this.#left(this.#refusedUntil, provider, key) === 0)
      .map((key) => ({ key, waitMs: this.#left(this.#restsUntil, provider, key) }))
      .sort((one, other) => one.waitMs - other.waitMs);
    return best ?? null;
  }

  /** The provider asked to be left alone with this key. */
  rest(provider: string, key: string | null, ms: number): void {
    this.#restsUntil.set(nameOf(provider, key), this.#clock.now() + ms);
  }

  refused(provider: string, key: string | null): void {
    this.#refusedUntil.set(nameOf(provider, key), this.#clock.now() + REFUSED_MS);
  }

  #left(until: ReadonlyMap<string, number>, provider: string, key: string | null): number {
    return Math.max(0, (until.get(nameOf(provider, key)) ?? 0) - this.#clock.now());
  }
}

function nameOf(provider: string, key: string | null): string {
  return `${provider} ${key ?? ''}`;
}
