import type { SourceSetup } from '../../contracts/mail-source';
import type { LoginWindow } from '../../platform/oauth/login-window';
import { randomSecret } from '../../platform/oauth/proof-key';
import { loginDenied, loginFailed, mayNotRead, mayNotSaveDrafts } from '../provider/failures';
import { scopesOf, writeTokens } from '../provider/tokens';
import { DRAFT_SCOPE, GOOGLE, READ_SCOPE, type GoogleAddresses } from './google';

interface GmailSignIn {
  readonly setup: Extract<SourceSetup, { readonly kind: 'gmail' }>;
  /** `drafts`: reading and saving drafts. */
  readonly rights: 'read' | 'drafts';
  /** The page's own address, to which Google sends the user back; it has to be registered with the client ID. */
  readonly home: string;
  readonly openWindow: LoginWindow;
  readonly signal: AbortSignal;
  /** Google's own unless a test stands in for it. */
  readonly google?: GoogleAddresses;
}

/**
 * Lets the user sign in at Google, and gives what is to be put into the source's secrets. Must be called from a click. Rejects with
 * `permission-withdrawn` (no window opened, or a right was not given), `server-refused` or `cancelled`.
 */
export async function signInAtGmail(request: GmailSignIn): Promise<string> {
  const state = randomSecret();
  const address = Promise.resolve(addressOf(request, state));
  const answer = await request.openWindow({ state, address, signal: request.signal });
  const error = answer.get('error');
  if (error === 'access_denied') throw loginDenied('Gmail', error);
  const accessToken = answer.get('access_token');
  if (error !== null || accessToken === null) throw loginFailed('Gmail', error ?? 'no token came');
  const scopes = scopesOf(answer.get('scope') ?? '');
  // Google lets users leave out single rights.
  if (!scopes.includes(READ_SCOPE)) throw mayNotRead('Gmail', 'not granted');
  if (request.rights === 'drafts' && !scopes.includes(DRAFT_SCOPE))
    throw mayNotSaveDrafts('Gmail', 'not granted');
  return writeTokens({ accessToken, refreshToken: null, renewAt: null, scopes });
}

function addressOf({ setup, rights, home, google = GOOGLE }: GmailSignIn, state: string): string {
  const address = new URL(google.authorize);
  const wanted = {
    client_id: setup.clientId,
    redirect_uri: home,
    response_type: 'token',
    scope: rights === 'drafts' ? `${READ_SCOPE} ${DRAFT_SCOPE}` : READ_SCOPE,
    include_granted_scopes: 'true',
    state,
  };
  for (const [name, value] of Object.entries(wanted)) address.searchParams.set(name, value);
  return address.href;
}
