import * as v from 'valibot';
import type { PageStorage } from '../../platform/page-storage';

/** A sign-in at the relay. */
export interface SignIn {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const KEY = 'deskside-relay-session';
const STORED = v.object({ account: v.string(), token: v.string(), expiresAt: v.number() });

/** A sign-in is over when so little is left of it. */
const SPARE_MS = 20_000;

/** The sign-in of this tab. It ends with the tab at the latest, and is for one account. */
export interface RelaySession {
  /** Null when there is none for this account, or it is over. */
  get(account: string): SignIn | null;
  set(account: string, signIn: SignIn): void;
  /** The relay does not take it any more. */
  forget(): void;
}

/** @param storage of the tab; nothing of it outlives the tab */
export function createRelaySession(storage: PageStorage, now: () => number): RelaySession {
  return {
    get(account) {
      try {
        const stored = v.parse(STORED, JSON.parse(storage.getItem(KEY) ?? 'null'));
        const isGood = stored.account === account && stored.expiresAt - SPARE_MS > now();
        return isGood ? { token: stored.token, expiresAt: stored.expiresAt } : null;
      } catch {
        return null;
      }
    },
    set(account, { token, expiresAt }) {
      storage.setItem(KEY, JSON.stringify({ account, token, expiresAt }));
    },
    forget: () => storage.removeItem(KEY),
  };
}
