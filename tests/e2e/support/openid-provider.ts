import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const CLIENT = 'desk-client';

/** An OpenID provider that lets everybody in without a question, by code with PKCE. */
export interface OpenIdProvider {
  readonly issuer: string;
  /** What the relay is to be told of it. */
  readonly environment: Readonly<Record<string, string>>;
  /** From now on it sends users back without a code. */
  refuse(): void;
  close(): Promise<void>;
}

interface Begun {
  readonly nonce: string;
  readonly challenge: string;
  readonly redirectUri: string;
}

export async function startOpenIdProvider(): Promise<OpenIdProvider> {
  const keys = await generateKeyPair('ES256');
  const begun = new Map<string, Begun>();
  let refuses = false;
  let issuer = '';

  const json = (response: ServerResponse, status: number, body: unknown): void =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

  function authorize({ searchParams: asked }: URL, response: ServerResponse): void {
    const text = (name: string): string => asked.get(name) ?? '';
    const code = crypto.randomUUID();
    const back = new URL(text('redirect_uri'));
    begun.set(code, {
      nonce: text('nonce'),
      challenge: text('code_challenge'),
      redirectUri: text('redirect_uri'),
    });
    back.searchParams.set('state', text('state'));
    if (refuses) back.searchParams.set('error', 'access_denied');
    else back.searchParams.set('code', code);
    response.writeHead(302, { location: back.href }).end();
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const piece of request) body += String(piece);
    const form = new URLSearchParams(body);
    const known = begun.get(form.get('code') ?? '');
    begun.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (known?.challenge !== challenge || known.redirectUri !== form.get('redirect_uri')) {
      json(response, 400, { error: 'invalid_grant' });
      return;
    }
    const idToken = await new SignJWT({ nonce: known.nonce, email: 'dana@y.example', email_verified: true })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setIssuer(issuer)
      .setAudience(CLIENT)
      .setSubject('dana')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(keys.privateKey);
    json(response, 200, { id_token: idToken, access_token: 'none', token_type: 'Bearer' });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', issuer);
    if (url.pathname === '/authorize') authorize(url, response);
    else if (url.pathname === '/token') await token(request, response);
    else if (url.pathname === '/jwks')
      json(response, 200, { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256' }] });
    else
      json(response, 200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
      });
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    environment: {
      RELAY_OIDC_ISSUER: issuer,
      RELAY_OIDC_AUDIENCE: CLIENT,
      RELAY_OIDC_JWKS: `${issuer}/jwks`,
      RELAY_OIDC_ALLOW: '@y.example',
    },
    refuse: () => void (refuses = true),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
