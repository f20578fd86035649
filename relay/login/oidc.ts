import { createRemoteJWKSet, customFetch, jwtVerify, type JWTPayload } from 'jose';
import { bodyHash } from '../../src/contracts/relay.ts';
import type { OidcConfig } from '../config/relay-config.ts';
import type { RelayClock } from '../clock.ts';
import { Refusal } from '../refusal.ts';
import { loginUnavailable } from './login-unavailable.ts';
import { KEPT, takeOnce, type RelayState } from '../state/relay-state.ts';

/** Asymmetric ones only: a shared secret is none of a page's. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
/** An ID token is for logging in now. */
const OLDEST_SECONDS = 600;
/** Clocks of two machines are never quite the same, and a code is redeemed in the second in which its token was made. */
const TOLERANCE_SECONDS = 30;

export interface OidcDeps {
  readonly state: RelayState;
  readonly clock: RelayClock;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/** Checks ID tokens of one issuer by its published keys (OpenID Connect Core 1.0, 3.1.3.7). Each is taken once. */
export function createOidcLogin(config: OidcConfig, { state, clock, fetch }: OidcDeps) {
  const keys = createRemoteJWKSet(new URL(config.jwksUrl), {
    async [customFetch](url, { headers, method, redirect, signal }) {
      const response = await fetch(url, { headers, method, redirect, signal }).catch(() => null);
      if (response?.status !== 200) throw loginUnavailable(clock, response);
      return response;
    },
  });
  /** Null for a token that is not good, or of somebody who may not sign in. Rejects with `login-unavailable` without the issuer’s keys. @param nonce that it must hold; null where none was asked for */
  return async (idToken: string, nonce: string | null): Promise<string | null> => {
    const payload = await verify(idToken);
    if (nonce !== null && payload?.['nonce'] !== nonce) return null;
    if (payload?.sub === undefined || !isAllowed(payload, config.allow)) return null;
    const hash = await bodyHash(new TextEncoder().encode(idToken));
    const expiresAt = clock.now() + 2 * OLDEST_SECONDS * 1000;
    return (await takeOnce(state, `${KEPT}login:${hash}`, expiresAt)) ? `oidc:${payload.sub}` : null;
  };

  async function verify(idToken: string): Promise<JWTPayload | null> {
    try {
      const { payload } = await jwtVerify(idToken, keys, {
        algorithms: ALGORITHMS,
        issuer: config.issuer,
        audience: config.audience,
        requiredClaims: ['sub', 'iat', 'exp'],
        maxTokenAge: OLDEST_SECONDS,
        clockTolerance: TOLERANCE_SECONDS,
        currentDate: new Date(clock.now()),
      });
      return payload;
    } catch (error) {
      if (error instanceof Refusal) throw error;
      return null;
    }
  }
}

function isAllowed({ email, email_verified: verified }: JWTPayload, allow: readonly string[]): boolean {
  if (allow.length === 0) return true;
  if (typeof email !== 'string' || verified !== true) return false;
  const address = email.toLowerCase();
  const domain = address.slice(address.lastIndexOf('@'));
  return allow.some((allowed) => [address, domain].includes(allowed.toLowerCase()));
}
