import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { codeOfRefusal, TestClock, testRelay } from '../testing/test-relay.ts';

const ISSUER = 'https://id.example';
const NOW = Math.floor(new TestClock().now() / 1000);

let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let others: Awaited<ReturnType<typeof generateKeyPair>>;
beforeAll(async () => {
  keys = await generateKeyPair('RS256');
  others = await generateKeyPair('RS256');
});

async function idToken(change: JWTPayload = {}, signer = keys): Promise<string> {
  const claims = {
    iss: ISSUER,
    aud: 'desk-client',
    sub: '1234',
    iat: NOW,
    exp: NOW + 300,
    email: 'anna@harbour.example',
    email_verified: true,
    ...change,
  };
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).sign(signer.privateKey);
}

async function relayWithOidc(keysOfIssuer?: () => Promise<Response>) {
  const answer = async (url: string): Promise<Response> => {
    expect(url).toBe(`${ISSUER}/jwks`);
    if (keysOfIssuer) return keysOfIssuer();
    return Response.json({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'RS256' }] });
  };
  const relay = await testRelay(
    {
      RELAY_OIDC_ISSUER: ISSUER,
      RELAY_OIDC_AUDIENCE: 'desk-client',
      RELAY_OIDC_JWKS: `${ISSUER}/jwks`,
      RELAY_OIDC_ALLOW: '@harbour.example,ben@other.example',
    },
    { answer },
  );
  const login = async (token: string): Promise<Response> =>
    relay.request('/login/oidc', { method: 'POST', body: JSON.stringify({ idToken: token }) });
  return { relay, login };
}

describe('an ID token', () => {
  it('of an allowed person signs in, once', async () => {
    const { relay, login } = await relayWithOidc();
    const token = await idToken();
    const answer = (await (await login(token)).json()) as { token: string; subject: string };
    expect(answer.subject).toBe('oidc:1234');
    const models = await relay.request('/v1/models', {
      headers: { authorization: `Bearer ${answer.token}` },
    });
    expect(models.status).toBe(200);
    expect((await login(token)).status).toBe(401);
  });

  it('of an issuer whose clock is a little ahead signs in', async () => {
    const { login } = await relayWithOidc();
    expect((await login(await idToken({ iat: NOW + 5 }))).status).toBe(200);
  });

  it.each([
    ['cannot be reached', () => Promise.reject(new TypeError('no network'))],
    ['is in trouble', () => Promise.resolve(new Response('', { status: 503 }))],
  ])('is not called wrong while the issuer %s', async (_name, answer) => {
    const { login } = await relayWithOidc(answer);
    const response = await login(await idToken());
    expect([response.status, await codeOfRefusal(response)]).toEqual([503, 'login-unavailable']);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it.each<[string, JWTPayload]>([
    ['for another client', { aud: 'other-client' }],
    ['of another issuer', { iss: 'https://evil.example' }],
    ['that has expired', { exp: NOW - 60 }],
    ['of the future', { iat: NOW + 60 }],
    ['that is old', { iat: NOW - 3600 }],
    ['of somebody who is not allowed', { email: 'eve@elsewhere.example' }],
    ['of a domain that ends alike', { email: 'eve@evil-harbour.example' }],
    ['whose address is not verified', { email_verified: false }],
    ['without an address', { email: undefined }],
  ])('%s does not', async (_name, change) => {
    const { login } = await relayWithOidc();
    expect((await login(await idToken(change))).status).toBe(401);
  });

  it('with another’s signature, or none, does not', async () => {
    const { login } = await relayWithOidc();
    expect((await login(await idToken({}, others))).status).toBe(401);
    const [, payload] = (await idToken()).split('.');
    const head = Buffer.from('{"alg":"none"}').toString('base64url');
    expect((await login(`${head}.${payload}.`)).status).toBe(401);
  });
});
