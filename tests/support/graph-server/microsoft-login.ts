import { createHash, randomUUID } from 'node:crypto';
import {
  errorPage,
  json,
  redirect,
  type ProviderAnswer,
  type ProviderRequest,
} from '../provider-server/exchange';

const ACCESS_SECONDS = 3_600;
/** Of refresh tokens for single-page applications; those that are made from one end with it. */
const REFRESH_MS = 24 * 3_600_000;
const CODE_MS = 10 * 60_000;

interface Code {
  readonly challenge: string;
  readonly home: string;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
}
interface Refresh {
  readonly scopes: readonly string[];
  readonly expiresAt: number;
}

export interface MicrosoftLoginOptions {
  readonly clientId: string;
  readonly tenant: string;
  readonly redirectUris: readonly string[];
}

/** Microsoft's way in for single-page applications: code with a proof key, and refresh tokens that are used up. */
export function createMicrosoftLogin({ clientId, tenant, redirectUris }: MicrosoftLoginOptions) {
  const codes = new Map<string, Code>();
  const access = new Map<string, Refresh>();
  const refresh = new Map<string, Refresh>();
  let denies = false;
  let passed = 0;
  const now = (): number => performance.now() + passed;

  const refused = (error: string, code: number): ProviderAnswer =>
    json(400, { error, error_description: `AADSTS${code}: (as Microsoft words it)`, error_codes: [code] });

  function issue(scopes: readonly string[], refreshUntil: number): ProviderAnswer {
    const [token, next] = [`eyJ.${randomUUID()}`, `0.${randomUUID()}`];
    access.set(token, { scopes, expiresAt: now() + ACCESS_SECONDS * 1000 });
    const isOffline = scopes.includes('offline_access');
    if (isOffline) refresh.set(next, { scopes, expiresAt: refreshUntil });
    return json(200, {
      ...{ token_type: 'Bearer', expires_in: ACCESS_SECONDS, ext_expires_in: ACCESS_SECONDS },
      // As Microsoft does, of what the token is for: with the interface's address, and without the word for refresh tokens.
      scope: scopes.filter((scope) => scope !== 'offline_access').join(' '),
      access_token: token,
      ...(isOffline && { refresh_token: next }),
    });
  }

  return {
    deny: () => void (denies = true),
    /** So many milliseconds go by. */
    pass: (milliseconds: number) => void (passed += milliseconds),
    revokeAll: () => {
      access.clear();
      refresh.clear();
    },
    /** The tokens to ask with are of no more use, those to renew with are. */
    endAccess: () => access.clear(),
    narrow: () => {
      for (const token of access.keys()) access.set(token, { scopes: [], expiresAt: now() + REFRESH_MS });
    },
    /** Names of the rights that a token holds; null for one that is not good. */
    scopesOf(token: string): readonly string[] | null {
      const grant = access.get(token);
      if (!grant || now() >= grant.expiresAt) return null;
      return grant.scopes.map((scope) => scope.split('/').at(-1) ?? '');
    },
    authorize({ url: { pathname, searchParams: asked } }: ProviderRequest): ProviderAnswer {
      const home = asked.get('redirect_uri') ?? '';
      if (!pathname.startsWith(`/${tenant}/`)) return errorPage('AADSTS90002: Tenant not found');
      if (asked.get('client_id') !== clientId) return errorPage('AADSTS700016: Application not found');
      if (!redirectUris.includes(home)) return errorPage('AADSTS50011: redirect URI does not match');
      if (asked.get('response_type') !== 'code' || asked.get('response_mode') !== 'fragment')
        return errorPage('AADSTS900144: request body must contain response_type');
      const state = asked.get('state') ?? '';
      const back = (answer: Readonly<Record<string, string>>): ProviderAnswer =>
        redirect(`${home}#${new URLSearchParams({ ...answer, state }).toString()}`);
      const challenge = asked.get('code_challenge') ?? '';
      if (asked.get('code_challenge_method') !== 'S256' || challenge.length !== 43)
        return back({ error: 'invalid_request' });
      if (denies) return back({ error: 'access_denied', error_description: 'AADSTS65004: declined' });
      const code = `0.A${randomUUID()}`;
      const scopes = (asked.get('scope') ?? '').split(' ').filter(Boolean);
      codes.set(code, { challenge, home, scopes, expiresAt: now() + CODE_MS });
      return back({ code, session_state: randomUUID() });
    },
    token({ body }: ProviderRequest): ProviderAnswer {
      const form = new URLSearchParams(body);
      if (form.get('client_id') !== clientId) return refused('unauthorized_client', 700016);
      if (form.get('grant_type') === 'refresh_token') {
        const kept = refresh.get(form.get('refresh_token') ?? '');
        refresh.delete(form.get('refresh_token') ?? '');
        if (!kept) return refused('invalid_grant', 50173);
        if (now() >= kept.expiresAt) return refused('invalid_grant', 700084);
        const wanted = (form.get('scope') ?? '').split(' ').filter(Boolean);
        if (wanted.some((scope) => !kept.scopes.includes(scope))) return refused('invalid_scope', 70011);
        return issue(wanted, kept.expiresAt);
      }
      const code = codes.get(form.get('code') ?? '');
      codes.delete(form.get('code') ?? '');
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      if (!code || now() >= code.expiresAt) return refused('invalid_grant', 70008);
      if (code.challenge !== challenge) return refused('invalid_grant', 501481);
      if (code.home !== form.get('redirect_uri')) return refused('invalid_grant', 500112);
      return issue(code.scopes, now() + REFRESH_MS);
    },
  };
}

export type MicrosoftLogin = ReturnType<typeof createMicrosoftLogin>;
