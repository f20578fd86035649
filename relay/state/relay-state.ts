/** A sum that the relay keeps under a key until it expires. */
export interface Counter {
  readonly total: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** To add `amount` unless the sum would pass `limit`. An amount of 0 only looks. */
export interface Claim {
  readonly key: string;
  readonly amount: number;
  readonly limit: number;
  readonly expiresAt: number;
}

export interface Change {
  readonly key: string;
  /** May be negative; no sum falls below 0. */
  readonly amount: number;
  readonly expiresAt: number;
}

export type Taken =
  | { readonly taken: true; readonly totals: readonly number[] }
  | { readonly taken: false; readonly key: string; readonly expiresAt: number };

/**
 * All that the relay remembers between requests: sums, never content. Keys that begin with `keep:` survive a restart where the state is
 * stored at all; the others are about the last minutes only.
 */
export interface RelayState {
  /** Adds every claim, or none when one of them would pass its limit. Atomic against all other calls. */
  takeAll(claims: readonly Claim[]): Promise<Taken>;
  /** Adds without a limit and gives the new sums. Atomic against all other calls. */
  addAll(changes: readonly Change[]): Promise<readonly number[]>;
}

/** True for the first who asks, until it expires. */
export async function takeOnce(state: RelayState, key: string, expiresAt: number): Promise<boolean> {
  const { taken } = await state.takeAll([{ key, amount: 1, limit: 1, expiresAt }]);
  return taken;
}

export const KEPT = 'keep:';
