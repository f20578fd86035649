import { expect, it } from 'vitest';
import { testRelay, type TestRelay } from '../../../relay/testing/test-relay';
import { createMemoryPageStorage } from '../../platform/page-storage';
import { createRelayClient, type RelayClient } from './relay-client';
import { createRelaySession } from './relay-session';

const RELAY = 'https://relay.example/';
/** A minute of any day. */
const NOW = 60_000;

function clientOf(fetch: (path: string, init?: RequestInit) => Promise<Response>): RelayClient {
  return createRelayClient({
    ...{ note: () => undefined, base: 'https://desk.example/' },
    session: createRelaySession(createMemoryPageStorage(), () => NOW),
    fetch: (url, init) => fetch(new URL(url).pathname, init),
  });
}

const clientFor = (relay: TestRelay): RelayClient => clientOf((path, init) => relay.request(path, init));

it('tells a relay that is none apart from one that cannot be reached and one that refuses', async () => {
  const account = { url: RELAY, way: 'invite', code: 'a-code-that-is-wrong' } as const;
  const page = clientOf(() => Promise.resolve(new Response('<html></html>')));
  await expect(page.models(account)).rejects.toThrow(/not answer as a Deskside relay/u);
  const none = clientOf(() => Promise.reject(new TypeError('Failed to fetch')));
  await expect(none.models(account)).rejects.toThrow(/does not answer this page/u);
  await expect(clientFor(await testRelay()).models(account)).rejects.toThrow(/does not know this code/u);
});

it('tells of the other ways to sign in while the service for one is away, and that a code may be redeemed later', async () => {
  const relay = await testRelay(
    {
      ...{ RELAY_OIDC_ISSUER: 'https://id.example', RELAY_OIDC_AUDIENCE: 'desk', RELAY_OIDC_ALLOW: '*' },
      RELAY_OIDC_JWKS: 'https://id.example/jwks',
    },
    { answer: () => Promise.reject(new TypeError('no network')) },
  );
  const client = clientFor(relay);
  expect(await client.ways(RELAY)).toEqual([
    { way: 'invite' },
    { way: 'oidc', issuer: 'https://id.example', unavailable: true },
  ]);
  const returned = {
    ...{ code: 'code', codeVerifier: 'v'.repeat(43) },
    ...{ redirectUri: 'https://desk.example/', nonce: 'n'.repeat(16) },
  };
  await expect(client.redeem(RELAY, returned)).rejects.toMatchObject({
    failure: {
      ...{ code: 'server-refused', retryable: true },
      message: expect.stringMatching(/^The service that signs people in does not answer/u) as string,
    },
  });
});

it('adds to a refusal what the relay tells by a code, in words of its own, and words that it does not know as they are', async () => {
  const account = { url: RELAY, way: 'host', code: '' } as const;
  const told = (error: object) =>
    clientOf(() => Promise.resolve(Response.json({ error }, { status: 402 }))).models(account);
  const error = { code: 'budget-exceeded', message: 'In another language.' };
  const values = { mostMicros: 500_000, couldMicros: 712_345 };
  await expect(told({ ...error, remark: { code: 'over-request-limit', values } })).rejects.toThrow(
    'The budget is used up. One request may cost at most $0.50; this one could cost $0.71.',
  );
  for (const remark of [{ code: 'of-a-later-version' }, { code: 'constructor' }, 'no remark']) {
    await expect(told({ ...error, remark })).rejects.toThrow(/^In another language\.$/u);
  }
});
