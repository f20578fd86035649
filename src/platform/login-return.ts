import * as v from 'valibot';
import type { PageStorage } from './page-storage';

/** A sign-in elsewhere that this tab has begun. */
export interface PendingLogin {
  /** The relay that it is for. */
  readonly relayUrl: string;
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
}

/** How it came back: with a code to redeem, or without one. */
export type LoginReturn = PendingLogin & ({ readonly code: string } | { readonly refused: string });

const PENDING = 'deskside-login-begun';
const RETURNED = 'deskside-login-returned';

const entries = {
  relayUrl: v.string(),
  state: v.string(),
  nonce: v.string(),
  codeVerifier: v.string(),
  redirectUri: v.string(),
};
const Pending = v.object(entries);
const Returned = v.union([
  v.object({ ...entries, code: v.string() }),
  v.object({ ...entries, refused: v.string() }),
]);

export function rememberLogin(storage: PageStorage, login: PendingLogin): void {
  storage.setItem(PENDING, JSON.stringify(login));
}

/**
 * Takes what an issuer has put into the page’s address, so that no code stays there, and gives the address without it; null when this address is none that
 * a sign-in of this tab led back to. One with another state than was asked for is not of this tab’s making, and its code is thrown away.
 */
export function takeReturn(storage: PageStorage, address: string): string | null {
  const url = new URL(address);
  const state = url.searchParams.get('state');
  const pending = read(storage, PENDING, Pending);
  if (state === null || !pending) return null;
  const code = url.searchParams.get('code');
  const refused = url.searchParams.get('error') ?? 'no-code';
  storage.removeItem(PENDING);
  const outcome =
    state !== pending.state ? { refused: 'other-state' } : code === null ? { refused } : { code };
  storage.setItem(RETURNED, JSON.stringify({ ...pending, ...outcome }));
  return `${url.origin}${url.pathname}#/escalation`;
}

/** What came back, once; null when nothing did. */
export function returnedLogin(storage: PageStorage): LoginReturn | null {
  const returned = read(storage, RETURNED, Returned);
  storage.removeItem(RETURNED);
  return returned;
}

function read<Schema extends v.GenericSchema>(
  storage: PageStorage,
  key: string,
  schema: Schema,
): v.InferOutput<Schema> | null {
  try {
    return v.parse(schema, JSON.parse(storage.getItem(key) ?? 'null'));
  } catch {
    return null;
  }
}
