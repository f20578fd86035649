import { randomUUID } from 'node:crypto';
import {
  errorPage,
  json,
  redirect,
  type ProviderAnswer,
  type ProviderRequest,
} from '../provider-server/exchange';

/** Google's tokens for pages last an hour, a second less on arrival. */
const SECONDS = 3_599;

interface Grant {
  readonly scopes: readonly string[];
  readonly expiresAt: number;
}

/** What the user does with the question for consent. */
export type Consent = 'allow' | 'deny' | 'without-scopes';

/** Google's way in for client-side web applications: the implicit grant. */
export function createGoogleLogin(clientId: string, redirectUris: readonly string[]) {
  const tokens = new Map<string, Grant>();
  let granted: readonly string[] = [];
  let consent: Consent = 'allow';
  let passed = 0;
  const now = (): number => performance.now() + passed;

  function issue(scopes: readonly string[]): string {
    const token = `ya29.${randomUUID()}`;
    tokens.set(token, { scopes, expiresAt: now() + SECONDS * 1000 });
    return token;
  }

  return {
    consentWith: (next: Consent) => void (consent = next),
    /** So many milliseconds go by. */
    pass: (milliseconds: number) => void (passed += milliseconds),
    /** A token as if the user had just signed in. */
    issue,
    scopesOf(token: string): readonly string[] | null {
      const grant = tokens.get(token);
      return grant && now() < grant.expiresAt ? grant.scopes : null;
    },
    revokeAll: () => {
      tokens.clear();
      granted = [];
    },
    authorize({ url: { searchParams: asked } }: ProviderRequest): ProviderAnswer {
      const home = asked.get('redirect_uri') ?? '';
      if (asked.get('client_id') !== clientId) return errorPage('Error 401: invalid_client');
      if (!redirectUris.includes(home)) return errorPage('Error 400: redirect_uri_mismatch');
      if (asked.get('response_type') !== 'token') return errorPage('Error 400: unsupported_response_type');
      const wanted = (asked.get('scope') ?? '').split(' ').filter(Boolean);
      if (wanted.length === 0) return errorPage('Error 400: invalid_request');
      const answer = new URLSearchParams({ state: asked.get('state') ?? '' });
      if (consent === 'deny') answer.set('error', 'access_denied');
      else {
        const given = consent === 'without-scopes' ? [] : wanted;
        const before = asked.get('include_granted_scopes') === 'true' ? granted : [];
        const scopes = [...new Set([...before, ...given])];
        granted = scopes;
        answer.set('access_token', issue(scopes));
        answer.set('token_type', 'Bearer');
        answer.set('expires_in', String(SECONDS));
        answer.set('scope', scopes.join(' '));
      }
      return redirect(`${home}#${answer.toString()}`);
    },
    revoke({ method, body }: ProviderRequest): ProviderAnswer {
      const token = new URLSearchParams(body).get('token') ?? '';
      if (method !== 'POST' || !tokens.has(token)) return json(400, { error: 'invalid_token' });
      tokens.clear();
      granted = [];
      return json(200, {});
    },
  };
}

export type GoogleLogin = ReturnType<typeof createGoogleLogin>;
