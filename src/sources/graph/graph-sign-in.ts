import type { Fetch } from '../../platform/fetch';
import type { LoginWindow } from '../../platform/oauth/login-window';
import { challengeOf, randomSecret } from '../../platform/oauth/proof-key';
import { loginDenied, loginFailed, mayNotRead, mayNotSaveDrafts } from '../provider/failures';
import { writeTokens } from '../provider/tokens';
import { endpointOf, redeemCode, type GraphSetup } from './graph-tokens';
import {
  DRAFT_SCOPE,
  holdsScope,
  MICROSOFT,
  OFFLINE_SCOPE,
  READ_SCOPE,
  type MicrosoftAddresses,
} from './microsoft';

interface GraphSignIn {
  readonly setup: GraphSetup;
  /** `drafts`: reading and saving drafts. */
  readonly rights: 'read' | 'drafts';
  /** The page's own address, to which Microsoft sends the user back; registered with the client ID as one of a single-page application. */
  readonly home: string;
  readonly openWindow: LoginWindow;
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
  /** Microsoft's own unless a test stands in for it. */
  readonly microsoft?: MicrosoftAddresses;
}

const NAME = 'Microsoft 365';

/**
 * Lets the user sign in at Microsoft by code with a proof key, and gives what is to be put into the source's secrets. Must be called from a click.
 * Rejects with `permission-withdrawn` (no window opened, or a right was not given), `server-refused`, `source-busy`,
 * `server-unreachable` or `cancelled`.
 */
export async function signInAtGraph(request: GraphSignIn): Promise<string> {
  const { setup, rights, home, fetch, signal, microsoft = MICROSOFT } = request;
  const [state, verifier] = [randomSecret(), randomSecret()];
  const address = addressOf(request, microsoft, state, verifier);
  const answer = await request.openWindow({ state, address, signal });
  const error = answer.get('error');
  if (error === 'access_denied' || error === 'consent_required') throw loginDenied(NAME, error);
  const code = answer.get('code');
  if (error !== null || code === null) throw loginFailed(NAME, error ?? 'no code came');
  const client = { setup, fetch, microsoft, now: Date.now };
  const tokens = await redeemCode(client, { code, verifier, home }, signal);
  const savesDrafts = holdsScope(tokens.scopes, DRAFT_SCOPE);
  if (!savesDrafts && !holdsScope(tokens.scopes, READ_SCOPE)) throw mayNotRead(NAME, 'not granted');
  if (rights === 'drafts' && !savesDrafts) throw mayNotSaveDrafts(NAME, 'not granted');
  return writeTokens(tokens);
}

async function addressOf(
  { setup, rights, home }: GraphSignIn,
  microsoft: MicrosoftAddresses,
  state: string,
  verifier: string,
): Promise<string> {
  const address = new URL(endpointOf({ setup, microsoft }, 'authorize'));
  const right = new URL(rights === 'drafts' ? DRAFT_SCOPE : READ_SCOPE, new URL('/', microsoft.graph));
  const wanted = {
    client_id: setup.clientId,
    redirect_uri: home,
    response_type: 'code',
    // What stands behind the `#` is sent to no server, not even to the one that this page came from.
    response_mode: 'fragment',
    scope: `${OFFLINE_SCOPE} ${right.href}`,
    state,
    code_challenge: await challengeOf(verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(wanted)) address.searchParams.set(name, value);
  return address.href;
}
