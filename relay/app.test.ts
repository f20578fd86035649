import { describe, expect, it } from 'vitest';
import { bodyHash } from '../src/contracts/relay.ts';
import { chatBody } from './testing/relay-client.ts';
import { newSigningKey } from './tokens/new-signing-key.ts';
import { codeOfRefusal, testRelay, wholeAnswer } from './testing/test-relay.ts';

describe('signing keys', () => {
  it('rotate: tokens of the former key are good until it is taken out', async () => {
    const relay = await testRelay();
    const old = await relay.login();
    const [former, fresh] = [await newSigningKey(1), await newSigningKey(2)];
    relay.setSecrets({ signingKeys: [former] });
    expect((await relay.chat(old)).status).toBe(401);
    const token = await relay.login();
    relay.setSecrets({ signingKeys: [fresh, former] });
    expect((await relay.chat(token)).status).toBe(200);
    expect((await relay.chat(await relay.login())).status).toBe(200);
    relay.setSecrets({ signingKeys: [fresh] });
    expect((await relay.chat(token)).status).toBe(401);
  });

  it('are the same at all instances, so that one takes what another has signed, and no other consent', async () => {
    const change = {
      RELAY_CONSENT: 'on',
      RELAY_SIGNING_KEYS: JSON.stringify([await newSigningKey(1)]),
    };
    const [one, other] = [await testRelay(change), await testRelay(change)];
    const authorization = `Bearer ${await one.login()}`;
    const body = await bodyHash(new TextEncoder().encode(chatBody('openai/model', { stream: false })));
    const answer = await one.request('/v1/consents', {
      method: 'POST',
      headers: { authorization },
      body: JSON.stringify({ body, model: 'openai/model' }),
    });
    const { consent } = (await answer.json()) as { consent: string };
    const [head, , signature] = consent.split('.');
    const forged = Buffer.from(JSON.stringify({ body, model: 'openai/model' })).toString('base64url');
    const send = async (token: string) =>
      (
        await other.request('/v1/chat/completions', {
          method: 'POST',
          headers: { authorization, 'deskside-consent': token },
          body: chatBody('openai/model', { stream: false }),
        })
      ).status;
    expect(await send(`${head ?? ''}.${forged}.${signature ?? ''}`)).toBe(401);
    expect(await send(consent)).toBe(200);
    expect(await send(consent)).toBe(401);
  });

  it('sign for a quarter of an hour', async () => {
    const relay = await testRelay();
    const token = await relay.login();
    relay.clock.advance(14 * 60_000);
    expect((await relay.chat(token)).status).toBe(200);
    relay.clock.advance(2 * 60_000);
    const response = await relay.chat(token);
    expect([response.status, await codeOfRefusal(response)]).toEqual([401, 'token-refused']);
  });
});

describe('a provider with several keys', () => {
  it('is asked with each in turn, and with new ones as soon as they are there', async () => {
    const relay = await testRelay({ OPENAI_API_KEYS: 'key-one,key-two' });
    const token = await relay.login();
    for (let round = 0; round < 4; round++) await relay.chat(token);
    expect(relay.calls.map(({ key }) => key)).toEqual(['key-one', 'key-two', 'key-one', 'key-two']);
    relay.setSecrets({ providerKeys: { openai: ['key-three'] } });
    await relay.chat(token);
    expect(relay.calls.at(-1)?.key).toBe('key-three');
  });

  it('is asked with each in turn, also where another provider is asked in between', async () => {
    const relay = await testRelay({
      OPENAI_API_KEYS: 'key-one,key-two',
      MISTRAL_API_KEY: 'other',
      RELAY_PRICES: '{"openai/model":[{"input":1,"output":1}],"mistral/model":[{"input":1,"output":1}]}',
    });
    const token = await relay.login();
    for (const model of ['openai', 'mistral', 'openai', 'mistral']) await relay.chat(token, `${model}/model`);
    expect(relay.calls.map(({ key }) => key)).toEqual(['key-one', 'other', 'key-two', 'other']);
  });

  it('is asked with another when one is refused, and not with that one again', async () => {
    const answer = (_url: string, init: RequestInit): Promise<Response> => {
      const isBad = new Headers(init.headers).get('authorization') === 'Bearer key-one';
      return Promise.resolve(
        isBad ? Response.json({ error: { code: 'invalid_api_key' } }, { status: 401 }) : wholeAnswer(),
      );
    };
    const relay = await testRelay({ OPENAI_API_KEYS: 'key-one,key-two' }, { answer });
    const token = await relay.login();
    for (let round = 0; round < 3; round++) expect((await relay.chat(token)).status).toBe(200);
    expect(relay.calls.map(({ key }) => key)).toEqual(['key-one', 'key-two', 'key-two', 'key-two']);
  });
});

describe('fault 53', () => {
  const loginFrom = async (
    relay: Awaited<ReturnType<typeof testRelay>>,
    address: string,
  ): Promise<number> => {
    const init = { method: 'POST', body: '{"code":"not-the-code-at-all"}' };
    return (await relay.request('/login/invite', init, { address })).status;
  };

  it('addresses of one IPv6 network are counted as one', async () => {
    const relay = await testRelay({ RELAY_RATE_LOGIN: '3' });
    const statuses = [];
    for (let host = 1; host <= 5; host++)
      statuses.push(await loginFrom(relay, `2001:db8:1:2:${host}::${host}`));
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect(await loginFrom(relay, '2001:db8:1:3::1')).toBe(401);
  });

  it('what a client claims of its address counts only behind proxies that are told of', async () => {
    const forged = async (
      hops: string,
      peer: string,
      forwarded: (round: number) => string,
    ): Promise<number[]> => {
      const relay = await testRelay({ RELAY_RATE_LOGIN: '3', RELAY_TRUSTED_HOPS: hops });
      const statuses = [];
      for (let round = 0; round < 5; round++) {
        const headers = { 'x-forwarded-for': forwarded(round) };
        const init = { method: 'POST', body: '{"code":"not-the-code-at-all"}', headers };
        statuses.push((await relay.request('/login/invite', init, { address: peer })).status);
      }
      return statuses;
    };
    expect(await forged('0', '203.0.113.9', (round) => `198.51.100.${round}`)).toEqual([
      401, 401, 401, 429, 429,
    ]);
    // One proxy: it wrote the last part, the client the rest.
    expect(await forged('1', '10.0.0.1', (round) => `198.51.100.${round}, 203.0.113.9`)).toEqual([
      401, 401, 401, 429, 429,
    ]);
    expect(await forged('1', '10.0.0.1', (round) => `203.0.113.9, 198.51.100.${round}`)).toEqual([
      401, 401, 401, 401, 401,
    ]);
  });
});

describe('a user’s own server', () => {
  it('is asked with the user’s key or none, never with one of the relay’s, and costs the operator nothing', async () => {
    const relay = await testRelay({ RELAY_CUSTOM_UPSTREAMS: 'on' });
    const token = await relay.login();
    const upstream = { 'Deskside-Upstream': 'https://llm.example/v1' };
    const response = await relay.chat(token, 'my-model', upstream);
    expect(await response.json()).toMatchObject({ deskside: { provider: 'own', costMicros: 0 } });
    await relay.chat(token, 'my-model', { ...upstream, 'Deskside-Upstream-Key': 'mine' });
    expect(relay.calls).toEqual([
      { url: 'https://llm.example/v1/chat/completions', key: null },
      { url: 'https://llm.example/v1/chat/completions', key: 'mine' },
    ]);
    expect(JSON.stringify(relay.log)).not.toMatch(/my-model|llm\.example/);
  });

  it('that fails keeps nobody from theirs', async () => {
    const answer = (url: string): Promise<Response> =>
      Promise.resolve(url.includes('down') ? new Response(null, { status: 503 }) : wholeAnswer());
    const relay = await testRelay({ RELAY_CUSTOM_UPSTREAMS: 'on' }, { answer });
    const token = await relay.login();
    for (let round = 0; round < 6; round++) {
      expect((await relay.chat(token, 'm', { 'Deskside-Upstream': 'https://down.example/v1/' })).status).toBe(
        502,
      );
    }
    expect(relay.calls).toHaveLength(6);
    expect((await relay.chat(token, 'm', { 'Deskside-Upstream': 'https://llm.example/v1/' })).status).toBe(
      200,
    );
  });

  it('is none that the user did not consent to', async () => {
    const relay = await testRelay({ RELAY_CUSTOM_UPSTREAMS: 'on', RELAY_CONSENT: 'on' });
    const token = await relay.login();
    const body = await bodyHash(new TextEncoder().encode(chatBody('my-model', { stream: false })));
    const consentTo = async (upstream?: string): Promise<string> => {
      const response = await relay.request('/v1/consents', {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ body, model: 'my-model', upstream }),
      });
      return ((await response.json()) as { consent: string }).consent;
    };
    const send = async (upstream: string, consent: string) =>
      relay.chat(token, 'my-model', { 'Deskside-Upstream': upstream, 'Deskside-Consent': consent });
    const wrong = await send('https://thief.example/v1/', await consentTo());
    expect(await codeOfRefusal(wrong)).toBe('consent-mismatch');
    const other = await send('https://thief.example/v1/', await consentTo('https://llm.example/v1/'));
    expect(await codeOfRefusal(other)).toBe('consent-mismatch');
    expect(relay.calls).toHaveLength(0);
    expect((await send('https://llm.example/v1/', await consentTo('https://llm.example/v1/'))).status).toBe(
      200,
    );
  });
});

it('fault 46: a client that leaves before the first word leaves no call behind, and pays for what was asked', async () => {
  let isAborted = false;
  const answer = (_url: string, { signal }: RequestInit): Promise<Response> =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => {
        isAborted = true;
        reject(new DOMException('aborted', 'AbortError'));
      });
    });
  // The question alone can cost 97 millionths, with its answer 297; so 350 are enough for one and a half.
  const relay = await testRelay({ RELAY_BUDGET_SUBJECT_DAY: '0.00035' }, { answer });
  const token = await relay.login();
  const stop = new AbortController();
  const asked = relay.request('/v1/chat/completions', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: chatBody('openai/model'),
    signal: stop.signal,
  });
  await expect.poll(() => relay.calls.length).toBe(1);
  stop.abort();
  await asked;
  expect(isAborted).toBe(true);
  expect(relay.log.at(-1)).toMatchObject({ code: 'left' });
  expect((await relay.chat(token)).status).toBe(402);
});

it('tells before anybody consents where a provider is, as its operator says', async () => {
  const relay = await testRelay({
    RELAY_REGION_OPENAI: 'EU (Ireland)',
    RELAY_NOTE_OPENAI: 'Kept for 30 days, by our contract.',
    RELAY_PROVIDERS: '[{"id":"other","baseUrl":"https://x.example/v1","models":["m"],"free":true}]',
  });
  const headers = { authorization: `Bearer ${await relay.login()}` };
  const { data } = (await (await relay.request('/v1/models', { headers })).json()) as {
    data: readonly { readonly id: string; readonly deskside: { readonly providers: readonly object[] } }[];
  };
  const providersOf = (id: string) => data.find((model) => model.id === id)?.deskside.providers;
  expect(providersOf('openai/model')).toEqual([
    {
      id: 'openai',
      model: 'model',
      privacy: 'no-training',
      region: 'EU (Ireland)',
      note: 'Kept for 30 days, by our contract.',
    },
  ]);
  expect(providersOf('other/m')).toEqual([{ id: 'other', model: 'm', privacy: 'unstated' }]);
});

describe('the host’s own login', () => {
  it('signs in whom it knows', async () => {
    const login = (request: Request) => Promise.resolve(request.headers.get('x-user'));
    const relay = await testRelay({}, { login });
    const known = await relay.request('/login/host', { method: 'POST', headers: { 'x-user': 'anna' } });
    expect(await known.json()).toMatchObject({ subject: 'host:anna' });
    expect((await relay.request('/login/host', { method: 'POST' })).status).toBe(401);
  });

  it('lets nobody in where there is none', async () => {
    const relay = await testRelay();
    expect((await relay.request('/login/host', { method: 'POST' })).status).toBe(401);
    expect((await relay.request('/login/constructor', { method: 'POST' })).status).toBe(404);
  });
});

it('a fault of the relay’s own is told as one, without what caused it', async () => {
  const fail = () => Promise.reject(new Error('secret detail'));
  const relay = await testRelay({}, { state: { takeAll: fail, addAll: fail } });
  const response = await relay.request('/login/invite', { method: 'POST', body: '{"code":"x"}' });
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('secret detail');
  expect(JSON.stringify(relay.log)).not.toContain('secret detail');
});

it('tells subjects apart in its log without naming them', async () => {
  const relay = await testRelay();
  await relay.chat(await relay.login());
  const line = relay.log.find(({ event }) => event === 'request');
  expect(line).toMatchObject({
    status: 200,
    provider: 'openai',
    subject: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
  });
  expect(JSON.stringify(relay.log)).not.toContain('anna');
});

it('adds to a refusal by a code and its values, and in English for programs', async () => {
  const relay = await testRelay({ RELAY_BUDGET_REQUEST: '0.0001' });
  const response = await relay.chat(await relay.login());
  expect(await response.json()).toMatchObject({
    error: {
      code: 'budget-exceeded',
      message: 'The budget is used up. One request may cost at most $0.0001; this one could cost $0.0003.',
      remark: { code: 'over-request-limit', values: { mostMicros: 100, couldMicros: 297 } },
    },
  });
});
