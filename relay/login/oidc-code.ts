import * as v from 'valibot';
import type { OidcCode, OidcWay } from '../../src/contracts/relay.ts';
import type { OidcConfig } from '../config/relay-config.ts';
import { isInTrouble, loginUnavailable } from './login-unavailable.ts';
import type { OidcDeps } from './oidc.ts';

/** What an issuer says of itself is asked for again after so long. */
const DISCOVERY_MS = 3_600_000;
const PATIENCE_MS = 10_000;
const SCOPE = 'openid email';

const DISCOVERED = v.object({
  issuer: v.string(),
  authorization_endpoint: v.pipe(v.string(), v.url()),
  token_endpoint: v.pipe(v.string(), v.url()),
});
const TOKENS = v.object({ id_token: v.pipe(v.string(), v.maxLength(8192)) });

type Discovered = v.InferOutput<typeof DISCOVERED>;

/** Sign-in by code for pages (RFC 7636, OpenID Connect Core 1.0, 3.1). The relay redeems the code, so that the page has to reach nobody else. */
export interface OidcCodes {
  /** What a page needs to send its user to the issuer. Rejects with `login-unavailable`. */
  way(): Promise<OidcWay>;
  /** The ID token for a code; null for a code that the issuer does not take. Rejects with `login-unavailable`. */
  redeem(code: OidcCode): Promise<string | null>;
}

export function createOidcCodes(config: OidcConfig, deps: OidcDeps): OidcCodes {
  const { clock } = deps;
  let known: { readonly facts: Discovered; readonly at: number } | null = null;

  async function discover(): Promise<Discovered> {
    if (known && clock.now() - known.at < DISCOVERY_MS) return known.facts;
    const address = `${config.issuer.replace(/\/$/u, '')}/.well-known/openid-configuration`;
    const parsed = v.safeParse(DISCOVERED, await jsonOf(await reach(deps, address, {})));
    // An issuer that calls itself by another name is another one (OpenID Connect Discovery 1.0, 4.3).
    if (!parsed.success || parsed.output.issuer !== config.issuer) throw loginUnavailable(clock);
    known = { facts: parsed.output, at: clock.now() };
    return known.facts;
  }

  return {
    async way() {
      const { authorization_endpoint: authorizationEndpoint } = await discover();
      const { issuer, audience: clientId } = config;
      return { way: 'oidc', issuer, clientId, authorizationEndpoint, scope: SCOPE };
    },
    async redeem({ code, codeVerifier, redirectUri }) {
      const { token_endpoint: tokenEndpoint } = await discover();
      const form = new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: config.audience,
        ...(config.clientSecret === null ? {} : { client_secret: config.clientSecret }),
        code,
        code_verifier: codeVerifier,
        redirect_uri: redirectUri,
      });
      const response = await reach(deps, tokenEndpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: form.toString(),
      });
      const parsed = v.safeParse(TOKENS, await jsonOf(response));
      return response.ok && parsed.success ? parsed.output.id_token : null;
    },
  };
}

async function reach({ clock, fetch }: OidcDeps, url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    throw loginUnavailable(clock);
  }
  if (isInTrouble(response)) throw loginUnavailable(clock, response);
  return response;
}

async function jsonOf(response: Response): Promise<unknown> {
  return response.json().catch(() => null);
}
