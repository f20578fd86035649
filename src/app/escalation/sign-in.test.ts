import { createHash } from 'node:crypto';
import { beforeEach, expect, it, vi } from 'vitest';
import type { OidcWay } from '../../contracts/relay';
import { createHistory, type History } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import { returnedLogin, takeReturn } from '../../platform/login-return';
import { createMemoryPageStorage, type PageStorage } from '../../platform/page-storage';
import type { RelayClient } from './relay-client';
import { createSetupStore, type SetupStore } from './setup-store';
import { createSignIn, type SignIn } from './sign-in';

const HOME = 'https://desk.example/app/';
const RELAY = 'https://relay.example/';
const WAY: OidcWay = {
  way: 'oidc',
  issuer: 'https://id.example',
  clientId: 'desk',
  authorizationEndpoint: 'https://id.example/authorize?tenant=7',
  scope: 'openid email',
};

let history: History;
let storage: PageStorage;
let setups: SetupStore;
let signIn: SignIn;
const redeem = vi.fn(async () => undefined);

beforeEach(() => {
  redeem.mockClear();
  history = createHistory(createMemoryHistoryStorage());
  storage = createMemoryPageStorage();
  setups = createSetupStore(history);
  const client = { redeem } as unknown as RelayClient;
  signIn = createSignIn({ client, setups, history, storage, now: () => 7, home: HOME });
});

async function begin(way = WAY): Promise<URL> {
  await setups.change(() => ({ ways: [{ way: 'invite' }, way] }));
  return new URL(await signIn.begin(RELAY));
}

it('sends the user nowhere while the provider does not answer the relay, and says so', async () => {
  await setups.change(() => ({ ways: [{ way: 'oidc', issuer: WAY.issuer, unavailable: true }] }));
  await expect(signIn.begin(RELAY)).rejects.toThrow(/does not answer the relay/u);
  expect(await history.egress.all()).toEqual([]);
});

it('sends the user to the provider with a challenge, a state and a nonce, and has that on record first', async () => {
  const { origin, searchParams } = await begin();
  expect(origin).toBe('https://id.example');
  const asked = Object.fromEntries(searchParams);
  expect(asked).toMatchObject({
    ...{ tenant: '7', response_type: 'code', client_id: 'desk', redirect_uri: HOME },
    ...{ scope: 'openid email', code_challenge_method: 'S256' },
  });
  takeReturn(storage, `${HOME}?code=c&state=${asked['state']}`);
  const came = returnedLogin(storage);
  const challenge = createHash('sha256')
    .update(came?.codeVerifier ?? '')
    .digest('base64url');
  expect(asked['code_challenge']).toBe(challenge);
  expect(asked['nonce']).toBe(came?.nonce);
  expect(came?.codeVerifier).toMatch(/^[\w-]{64}$/u);
  expect(await history.egress.all()).toMatchObject([
    { origin: 'https://id.example', path: '/authorize', consent: 'setting' },
  ]);
  const again = (await begin()).searchParams;
  expect(again.get('state')).not.toBe(asked['state']);
});

it.each(['javascript:alert(1)', 'http://id.example/authorize', 'data:text/html,x'])(
  'opens no such address, whatever the relay says: %s',
  async (authorizationEndpoint) => {
    await expect(begin({ ...WAY, authorizationEndpoint })).rejects.toMatchObject({
      failure: { code: 'source-not-allowed' },
    });
    expect(await history.egress.all()).toEqual([]);
  },
);

it('redeems the code at the relay that it was begun for, once, and is the way to sign in from then on', async () => {
  const { searchParams } = await begin();
  takeReturn(storage, `${HOME}?code=c&state=${searchParams.get('state')}`);
  expect(await signIn.finish(RELAY)).toBe(true);
  expect(redeem).toHaveBeenCalledExactlyOnceWith(
    RELAY,
    expect.objectContaining({ code: 'c', redirectUri: HOME }),
  );
  expect((await setups.get()).way).toBe('oidc');
  expect(await signIn.finish(RELAY)).toBe(false);
});

it('gives a code to no other relay, and says why nothing came of it', async () => {
  const { searchParams } = await begin();
  takeReturn(storage, `${HOME}?code=c&state=${searchParams.get('state')}`);
  await expect(signIn.finish('https://evil.example/')).rejects.toThrow(/Another relay/u);
  await begin();
  takeReturn(storage, `${HOME}?code=c&state=planted`);
  await expect(signIn.finish(RELAY)).rejects.toThrow(/not the sign-in that this tab had begun/u);
  expect(redeem).not.toHaveBeenCalled();
});
