import { DesksideError } from '../../contracts/failure';
import type { OidcWay } from '../../contracts/relay';
import { connectSource } from '../../platform/content-security-policy';
import type { PendingLogin } from '../../platform/login-return';
import { challengeOf, randomSecret } from '../../platform/oauth/proof-key';

/**
 * A sign-in at an OpenID provider by code with PKCE: where to send the user, and what to remember until they come back. Rejects with
 * `source-not-allowed` for an issuer that is not asked over HTTPS, or on this machine: the relay could name any address.
 */
export async function beginLogin(
  { issuer, clientId, authorizationEndpoint, scope }: OidcWay,
  { relayUrl, redirectUri }: Pick<PendingLogin, 'relayUrl' | 'redirectUri'>,
): Promise<{ readonly address: string; readonly pending: PendingLogin }> {
  if (connectSource(authorizationEndpoint) === null) throw notSafe(issuer);
  const pending: PendingLogin = {
    ...{ relayUrl, redirectUri },
    state: randomSecret(),
    nonce: randomSecret(),
    codeVerifier: randomSecret(),
  };
  const address = new URL(authorizationEndpoint);
  const wanted = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await challengeOf(pending.codeVerifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(wanted)) address.searchParams.set(name, value);
  return { address: address.href, pending };
}

function notSafe(issuer: string): DesksideError {
  return new DesksideError({
    code: 'source-not-allowed',
    message: `The relay wants you to sign in at “${issuer}”, which is not asked over https://. Nothing was opened. Ask the relay’s operator.`,
    retryable: false,
  });
}
