import { expect, it } from 'vitest';
import type { Environment } from '../config/read-settings.ts';
import { testRelay } from '../testing/test-relay.ts';

const VISITOR = { address: '203.0.113.9' };
const OFF: Environment = { RELAY_ORIGIN_REQUIRED: 'off', RELAY_METRICS_TOKEN: 'token-of-the-metrics' };

/** How a page of another origin can have a visitor's browser ask the relay; images and links name no origin. */
const OUTSIDE: readonly (readonly [string, string, RequestInit])[] = [
  ['a request', '/v1/models', { headers: { origin: 'https://evil.example' } }],
  ['a sandboxed frame', '/login', { headers: { origin: 'null' } }],
  [
    'a form',
    '/login/invite',
    { method: 'POST', headers: { origin: 'https://evil.example' }, body: 'code=x' },
  ],
  ['an image', '/v1/models', { headers: { 'sec-fetch-site': 'cross-site' } }],
  ['an image of what is not there', '/.env', { headers: { 'sec-fetch-site': 'same-site' } }],
  ['an image of the logins', '/login', { headers: { 'sec-fetch-site': 'cross-site' } }],
  ['an image of the metrics', '/metrics', { headers: { 'sec-fetch-site': 'cross-site' } }],
];

const signIn: RequestInit = { method: 'POST', body: '{"code":"a-code-for-testing"}' };

it.each(OUTSIDE)(
  '%s of an outsider’s page shuts nobody out of its visitor’s network',
  async (_name, path, init) => {
    for (const change of [{}, OFF]) {
      const relay = await testRelay(change);
      for (let round = 0; round < 60; round++) {
        expect((await relay.requestBare(path, init, VISITOR)).status).toBeGreaterThanOrEqual(400);
      }
      expect(relay.clock.waits).toEqual([]);
      expect((await relay.request('/login/invite', signIn, VISITOR)).status).toBe(200);
      // Programs, where they are let in.
      if (change === OFF)
        expect((await relay.requestBare('/login/invite', signIn, VISITOR)).status).toBe(200);
    }
  },
);

it('what names no origin, and may be an outsider’s page in an older browser, shuts out no page that is served', async () => {
  const relay = await testRelay(OFF);
  for (const path of ['/v1/models', '/.env', '/login', '/metrics']) {
    for (let round = 0; round < 60; round++) await relay.requestBare(path, {}, VISITOR);
  }
  expect((await relay.requestBare('/login/invite', signIn, VISITOR)).status).toBe(429);
  expect((await relay.request('/login/invite', signIn, VISITOR)).status).toBe(200);
});

it('guesses from a page that is served, or in its name, shut out their network there', async () => {
  const relay = await testRelay({ RELAY_RATE_LOGIN: '100' });
  const guess: RequestInit = { method: 'POST', body: '{"code":"guess-guess-guess"}' };
  const statuses: number[] = [];
  for (let round = 0; round < 15; round++) {
    statuses.push((await relay.request('/login/invite', guess, VISITOR)).status);
  }
  expect(statuses.slice(-2)).toEqual([429, 429]);
  expect((await relay.request('/login/invite', signIn, VISITOR)).status).toBe(429);
  expect((await relay.request('/login/invite', signIn, { address: '203.0.113.10' })).status).toBe(200);
});

it('what says that it comes from the relay’s own origin is refused where no page is served there', async () => {
  const relay = await testRelay();
  const headers = { 'sec-fetch-site': 'same-origin' };
  expect((await relay.requestBare('/login', { headers }, VISITOR)).status).toBe(403);
});
