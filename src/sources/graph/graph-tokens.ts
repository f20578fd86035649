import * as v from 'valibot';
import type { DesksideError } from '../../contracts/failure';
import type { SourceSetup } from '../../contracts/mail-source';
import type { Fetch } from '../../platform/fetch';
import { exchange, jsonOf } from '../provider/exchange';
import { busy, loginFailed, nonsense, signedOut } from '../provider/failures';
import { retryAfterMs } from '../../platform/retry-delay';
import { scopesOf, type Tokens } from '../provider/tokens';
import { OFFLINE_SCOPE, type MicrosoftAddresses } from './microsoft';

export type GraphSetup = Extract<SourceSetup, { readonly kind: 'graph' }>;

/** Who asks Microsoft for tokens. */
export interface GraphClient {
  readonly setup: GraphSetup;
  readonly fetch: Fetch;
  readonly microsoft: MicrosoftAddresses;
  readonly now: () => number;
}

const NAME = 'Microsoft 365';

const TOKENS = v.object({
  access_token: v.string(),
  expires_in: v.number(),
  scope: v.string(),
  refresh_token: v.optional(v.string()),
});
const ERROR = v.object({ error: v.string(), suberror: v.optional(v.string()) });

/** What the user granted has ended, or Microsoft wants to see the user. */
const USER_WANTED = new Set(['invalid_grant', 'interaction_required', 'login_required', 'consent_required']);

/** A token is renewed so long before its end, milliseconds: what was asked just before it is still answered. */
const AHEAD_MS = 5 * 60_000;

export function endpointOf(
  { setup, microsoft }: Pick<GraphClient, 'setup' | 'microsoft'>,
  name: 'authorize' | 'token',
): string {
  return new URL(`${encodeURIComponent(setup.tenant)}/oauth2/v2.0/${name}`, microsoft.login).href;
}

/** Rejects with `signed-out`, `server-refused`, `source-busy`, `server-unreachable`, `integrity-failed` or `cancelled`. */
export async function redeemCode(
  client: GraphClient,
  { code, verifier, home }: { readonly code: string; readonly verifier: string; readonly home: string },
  signal: AbortSignal,
): Promise<Tokens> {
  const form = {
    grant_type: 'authorization_code',
    ...{ code, redirect_uri: home, code_verifier: verifier },
  };
  return requestTokens(client, form, null, signal);
}

/** As `redeemCode`. The refresh token is used up by it. */
export async function renewTokens(
  client: GraphClient,
  refreshToken: string,
  scopes: readonly string[],
): Promise<Tokens> {
  // Answers leave it out of the scopes that they name, and hold no new refresh token where it was not asked for again.
  const scope = [OFFLINE_SCOPE, ...scopes].join(' ');
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken, scope };
  return requestTokens(client, form, refreshToken, NEVER);
}

const NEVER = new AbortController().signal;

async function requestTokens(
  client: GraphClient,
  form: Readonly<Record<string, string>>,
  refreshToken: string | null,
  signal: AbortSignal,
): Promise<Tokens> {
  const { response, body } = await exchange(
    { name: NAME, fetch: client.fetch },
    endpointOf(client, 'token'),
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ client_id: client.setup.clientId, ...form }).toString(),
    },
    signal,
  );
  const answer = await jsonOf(body);
  if (!response.ok) throw refusalOf(response, answer, client.now());
  const parsed = v.safeParse(TOKENS, answer);
  if (!parsed.success) throw nonsense(NAME, v.summarize(parsed.issues));
  const { access_token: accessToken, expires_in: seconds, scope, refresh_token: next } = parsed.output;
  // Counted from now by this machine’s own clock, so that it does not matter what time it is there.
  const renewAt = client.now() + Math.max(seconds * 1000 - AHEAD_MS, (seconds * 1000) / 2);
  const kept = next ?? refreshToken;
  return {
    accessToken,
    refreshToken: kept,
    renewAt: kept === null ? null : renewAt,
    scopes: scopesOf(scope),
  };
}

function refusalOf(response: Response, answer: unknown, now: number): DesksideError {
  const { status } = response;
  const parsed = v.safeParse(ERROR, answer);
  const error = parsed.success ? parsed.output.error : '';
  const detail = `${status} ${error} ${(parsed.success && parsed.output.suberror) || ''}`.trim();
  if (status === 429 || status >= 500 || error === 'temporarily_unavailable')
    return busy(NAME, detail, retryAfterMs(response.headers.get('retry-after'), now));
  return USER_WANTED.has(error) ? signedOut(NAME, detail) : loginFailed(NAME, detail);
}
