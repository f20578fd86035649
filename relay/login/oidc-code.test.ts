import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { PAGE } from '../testing/relay-client.ts';
import { TestClock, testRelay } from '../testing/test-relay.ts';

const ISSUER = 'https://id.example/tenant';
const NOW = Math.floor(new TestClock().now() / 1000);
const VERIFIER = 'v'.repeat(64);
const PROOF = {
  code: 'good-code',
  codeVerifier: VERIFIER,
  redirectUri: `${PAGE}/app/`,
  nonce: 'nonce-of-this-login',
};

let keys: Awaited<ReturnType<typeof generateKeyPair>>;
beforeAll(async () => {
  keys = await generateKeyPair('ES256');
});

async function setUp({ issuer = ISSUER, nonce = PROOF.nonce, isDown = false, busy = false } = {}) {
  const asked: { url: string; form: Record<string, string> }[] = [];
  const answer = async (url: string, init: RequestInit): Promise<Response> => {
    const form = Object.fromEntries(new URLSearchParams(String(init.body ?? '')));
    asked.push({ url, form });
    if (isDown) throw new TypeError('no network');
    if (busy) return new Response('', { status: 429, headers: { 'retry-after': '240' } });
    if (url === `${ISSUER}/.well-known/openid-configuration`)
      return Response.json({
        issuer,
        authorization_endpoint: `${ISSUER}/authorize`,
        token_endpoint: `${ISSUER}/token`,
      });
    if (url === `${ISSUER}/jwks`)
      return Response.json({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'ES256' }] });
    if (url !== `${ISSUER}/token` || form['code'] !== PROOF.code || form['code_verifier'] !== VERIFIER)
      return Response.json({ error: 'invalid_grant' }, { status: 400 });
    const claims = { iss: ISSUER, aud: 'desk', sub: '7', iat: NOW, exp: NOW + 300, nonce };
    const token = new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'k1' });
    return Response.json({ id_token: await token.sign(keys.privateKey), access_token: 'unused' });
  };
  const relay = await testRelay(
    {
      RELAY_OIDC_ISSUER: ISSUER,
      RELAY_OIDC_AUDIENCE: 'desk',
      RELAY_OIDC_JWKS: `${ISSUER}/jwks`,
      RELAY_OIDC_ALLOW: '*',
      RELAY_OIDC_SECRET: 'secret-of-the-client',
    },
    { answer },
  );
  const login = (change: Partial<typeof PROOF> = {}): Promise<Response> =>
    relay.request('/login/oidc', { method: 'POST', body: JSON.stringify({ ...PROOF, ...change }) });
  return { relay, asked, login };
}

describe('the list of logins', () => {
  it('says what a page needs to send its user to the issuer, and nothing secret', async () => {
    const { relay } = await setUp();
    const text = await (await relay.request('/login')).text();
    expect(JSON.parse(text)).toEqual({
      ways: [
        { way: 'invite' },
        {
          way: 'oidc',
          issuer: ISSUER,
          clientId: 'desk',
          authorizationEndpoint: `${ISSUER}/authorize`,
          scope: 'openid email',
        },
      ],
    });
    expect(text).not.toContain('secret');
  });

  it.each([
    ['is away', { isDown: true }],
    ['asks to be left alone', { busy: true }],
    ['calls itself by another name', { issuer: 'https://other.example' }],
  ])('has the other ways while the issuer %s, and says which it cannot offer now', async (_name, change) => {
    const { relay } = await setUp(change);
    const response = await relay.request('/login');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      ways: [{ way: 'invite' }, { way: 'oidc', issuer: ISSUER, unavailable: true }],
    });
    expect(relay.log).toMatchObject([{ level: 'warning', route: '/login', code: 'login-unavailable' }]);
  });

  it('has only what this relay offers', async () => {
    const bare = await testRelay();
    expect(await (await bare.request('/login')).json()).toEqual({ ways: [{ way: 'invite' }] });
    const hosted = await testRelay({ RELAY_INVITES: '' }, { login: async () => 'anna' });
    expect(await (await hosted.request('/login')).json()).toEqual({ ways: [{ way: 'host' }] });
  });
});

describe('a code of the issuer', () => {
  it('is redeemed with its verifier and the client’s secret, and signs in once', async () => {
    const { relay, asked, login } = await setUp();
    const { token, subject } = (await (await login()).json()) as { token: string; subject: string };
    expect(subject).toBe('oidc:7');
    const headers = { authorization: `Bearer ${token}` };
    expect((await relay.request('/v1/models', { headers })).status).toBe(200);
    expect(asked.find(({ url }) => url.endsWith('/token'))?.form).toEqual({
      grant_type: 'authorization_code',
      client_id: 'desk',
      client_secret: 'secret-of-the-client',
      code: PROOF.code,
      code_verifier: VERIFIER,
      redirect_uri: PROOF.redirectUri,
    });
  });

  it.each<[string, Partial<typeof PROOF>]>([
    ['that it does not know', { code: 'another-code' }],
    ['with another verifier', { codeVerifier: 'w'.repeat(64) }],
    ['that was sent to another page', { redirectUri: 'https://evil.example/app/' }],
    ['for another nonce', { nonce: 'nonce-of-another-login' }],
  ])('%s signs nobody in', async (_name, change) => {
    const { login } = await setUp();
    const response = await login(change);
    expect([response.status, ((await response.json()) as { error: { code: string } }).error.code]).toEqual([
      401,
      'login-refused',
    ]);
  });

  it.each([
    ['is away', { isDown: true }, '60'],
    ['asks to be left alone', { busy: true }, '240'],
    ['calls itself by another name', { issuer: 'https://other.example' }, '60'],
  ])(
    'cannot be redeemed while the issuer %s, and the answer says when to try again',
    async (_name, change, seconds) => {
      const { login } = await setUp(change);
      const response = await login();
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, seconds]);
      expect(await response.json()).toMatchObject({
        error: {
          code: 'login-unavailable',
          message: expect.stringMatching(/^The service that signs people in/u) as string,
        },
      });
    },
  );
});
