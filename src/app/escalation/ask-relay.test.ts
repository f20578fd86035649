import { beforeEach, describe, expect, it } from 'vitest';
import { testRelay, type TestRelay } from '../../../relay/testing/test-relay';
import { newSigningKey } from '../../../relay/tokens/new-signing-key';
import { makeMessage } from '../../../tests/support/make-message';
import type { EscalationSetup } from '../../contracts/escalation';
import type { ForeignRequest } from '../../contracts/foreign-request';
import { bodyHash, RELAY_REFUSALS, type RelayRefusalCode } from '../../contracts/relay';
import { createHistory, type History } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import { createMemoryPageStorage } from '../../platform/page-storage';
import { createLocalLocks } from '../../platform/locks';
import { emptyResult } from '../mail-results';
import { askRelay } from './ask-relay';
import { DEFAULT_POLICY } from './default-policy';
import type { EscalationPreview } from './escalation-api';
import { previewRequest } from './preview-request';
import { createRelaySession } from './relay-session';
import { createRelayClient, type RelayClient } from './relay-client';

const MAIL = makeMessage({
  id: 'm1',
  subject: 'The crane',
  text: 'Hi Dana,\n\nThe crane stands still since 14:30. Call me on +44 20 7946 0018 or write to ada@x.example.\n\nAda Byron',
});
const OWNER = { name: 'Dana Whitfield', address: 'dana@y.example', role: '' };
/** That the test relay knows. */
const CODE = 'a-code-for-testing';
const NOW = Date.now();

let history: History;
let relay: TestRelay;
let client: RelayClient;
let setup: EscalationSetup;
let noted: ForeignRequest[];
/** What the provider streams, in these pieces. */
let pieces: readonly string[];
let asked: string[];
/** What the provider answers. */
let respond: () => Response;

function stream(): Response {
  const event = (json: unknown): string => `data: ${JSON.stringify(json)}\n\n`;
  const events = pieces.map((content) => event({ choices: [{ index: 0, delta: { content } }] }));
  const end = event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  const usage = event({ choices: [], usage: { prompt_tokens: 200, completion_tokens: 20 } });
  const whole = [...events, end, usage, 'data: [DONE]\n\n'].join('');
  return new Response(whole, { headers: { 'content-type': 'text/event-stream' } });
}

/** A model that thinks, and then says no more. */
function thinking(): Response {
  const event = { choices: [{ index: 0, delta: { reasoning_content: 'Hm.' } }] };
  return new Response(`data: ${JSON.stringify(event)}\n\n`, {
    headers: { 'content-type': 'text/event-stream' },
  });
}

function refusal(code: RelayRefusalCode, status: number): Response {
  const error = { code, type: 'deskside_relay', message: RELAY_REFUSALS[code][2], retryable: true };
  return Response.json({ error }, { status });
}

beforeEach(async () => {
  pieces = ['Hello.'];
  asked = [];
  respond = stream;
  noted = [];
  history = createHistory(createMemoryHistoryStorage());
  await history.settings.change({ escalation: true, relayUrl: 'https://relay.example/' });
  relay = await testRelay(
    {
      RELAY_CONSENT: 'on',
      MISTRAL_API_KEY: 'key-two',
      RELAY_PRICES: '{"openai/model":[{"input":1,"output":10}],"mistral/model":[{"input":1,"output":10}]}',
      RELAY_CHAINS: '{"two":["openai/model","mistral/model"]}',
    },
    {
      answer: (_url, init) => {
        asked.push(String(init.body));
        return Promise.resolve(respond());
      },
    },
  );
  client = createRelayClient({
    note: (request) => noted.push(request),
    session: createRelaySession(createMemoryPageStorage(), () => relay.clock.now()),
    base: 'https://desk.example/',
    fetch: (url, init) => relay.request(new URL(url).pathname, init),
  });
  const models = await client.models({ url: 'https://relay.example/', way: 'invite', code: CODE });
  setup = { id: 'setup', policy: DEFAULT_POLICY, code: CODE, models, modelId: 'openai/model' };
});

async function preview(policy = DEFAULT_POLICY, modelId = 'openai/model'): Promise<EscalationPreview> {
  return previewRequest(
    {
      task: 'draft',
      message: MAIL,
      result: emptyResult(MAIL.id),
      answers: [],
      owner: OWNER,
      setup: { ...setup, policy },
      relayUrl: 'https://relay.example/',
      isOn: true,
      isOffline: false,
      spending: await history.spending.all(),
      permissions: [],
      means: { writer: null, others: [] },
      now: NOW,
    },
    { scope: 'whole', modelId, shown: [], hidden: [] },
  );
}

async function ask(shown: EscalationPreview, signal = new AbortController().signal) {
  let streamed = '';
  await history.escalationSetup.put(setup);
  const answer = await askRelay(
    { history, locks: createLocalLocks(), client, now: () => NOW },
    {
      preview: shown,
      setup,
      judge: { message: MAIL, owner: OWNER, voice: null, answers: [] },
      by: 'preview',
      signal,
      onText: (piece) => (streamed += piece),
    },
  );
  return { answer, streamed };
}

describe('asking a model elsewhere', () => {
  it('sends what was shown without what was hidden, and gives the values back', async () => {
    const shown = await preview();
    for (const value of ['Ada Byron', '7946', 'ada@x.example', 'Dana Whitfield'])
      expect(shown.body).not.toContain(value);
    const [phone = ''] = /\[PHONE_\d\]/u.exec(shown.body) ?? [];
    pieces = ['Hello, I call ', phone.slice(0, 4), phone.slice(4).toLowerCase(), ' at 14:30, or at 16:45.'];
    const { answer, streamed } = await ask(shown);
    expect(streamed).toBe('Hello, I call +44 20 7946 0018 at 14:30, or at 16:45.');
    expect(answer).toMatchObject({ text: streamed, isWhole: true, invented: [] });
    expect(answer.unsupported.map(({ text }) => text)).toEqual(['16:45']);
    expect(asked.join('')).not.toContain('7946');
  });

  it('keeps on record what left, and what it cost', async () => {
    const shown = await preview();
    const { answer } = await ask(shown);
    expect(answer.receipt).toMatchObject({ provider: 'openai', promptTokens: 200, costMicros: 400 });
    expect(await history.spending.all()).toMatchObject([
      { micros: 400, state: 'settled', provider: 'openai' },
    ]);
    expect(shown.worstMicros).toBeGreaterThanOrEqual(400);
    const [row] = await history.egress.all();
    expect(row).toMatchObject({ hash: shown.hash, consent: 'preview', sentBytes: shown.bytes });
    const asking = noted.filter(({ purpose }) => purpose === 'relay-asking');
    expect(asking).toMatchObject([
      { id: row?.id, state: 'running', escalated: { hash: shown.hash } },
      { id: row?.id, state: 'done' },
    ]);
    expect(noted.every(({ url }) => url.startsWith('https://relay.example/'))).toBe(true);
  });

  it('goes to no model of a chain that the preview did not name', async () => {
    const shown = await preview(DEFAULT_POLICY, 'two');
    const [first] = shown.model.providers;
    expect(shown.model.providers).toMatchObject([{ model: 'model' }, { model: 'model' }]);
    // The chain has other models by now.
    const providers = first ? [{ ...first, model: 'former' }] : [];
    await expect(ask({ ...shown, model: { ...shown.model, providers } })).rejects.toThrow(/No provider/u);
    expect(asked).toEqual([]);
  });

  it('is refused by the relay when the body is not the one that was agreed to, and costs nothing then', async () => {
    const shown = await preview();
    const changed = { ...shown, body: shown.body.replace('crane', 'train') };
    await expect(ask(changed)).rejects.toThrow(/not what you consented to/u);
    expect(asked).toEqual([]);
    expect(await history.spending.all()).toEqual([]);
  });

  it('sends nothing past a veto or a budget', async () => {
    const kept = await preview({ ...DEFAULT_POLICY, stays: ['phone'] });
    await expect(ask(kept)).rejects.toThrow(/phone numbers/u);
    const shown = await preview();
    setup = { ...setup, policy: { ...DEFAULT_POLICY, limits: { ...DEFAULT_POLICY.limits, dayMicros: 10 } } };
    await expect(ask(shown)).rejects.toThrow(/left today/u);
    expect(noted.filter(({ purpose }) => purpose === 'relay-asking')).toEqual([]);
    expect(await history.egress.all()).toEqual([]);
  });

  it('sets money aside for each of many requests at once, and never more than there is', async () => {
    const shown = await preview();
    const worst = shown.worstMicros ?? 0;
    setup = {
      ...setup,
      policy: { ...DEFAULT_POLICY, limits: { ...DEFAULT_POLICY.limits, dayMicros: worst * 3 } },
    };
    await history.escalationSetup.put(setup);
    const locks = createLocalLocks();
    let most = 0;
    const counting: RelayClient = {
      ...client,
      async ask(...given) {
        const rows = await history.spending.all();
        most = Math.max(
          most,
          rows.reduce((sum, { micros }) => sum + micros, 0),
        );
        return client.ask(...given);
      },
    };
    const judge = { message: MAIL, owner: OWNER, voice: null, answers: [] };
    const { signal } = new AbortController();
    await Promise.allSettled(
      Array.from({ length: 25 }, () =>
        askRelay(
          { history, locks, client: counting, now: () => NOW },
          { preview: shown, setup, judge, by: 'preview', signal, onText: () => undefined },
        ),
      ),
    );
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(worst * 3);
  });
});

describe('what is owed', () => {
  /** As the relay, but for one route. */
  const clientWith = (path: string, answer: () => Promise<Response>): RelayClient =>
    createRelayClient({
      note: () => undefined,
      session: createRelaySession(createMemoryPageStorage(), () => relay.clock.now()),
      base: 'https://desk.example/',
      fetch: (url, init) =>
        new URL(url).pathname === path ? answer() : relay.request(new URL(url).pathname, init),
    });

  it('stays on the books when an answer breaks off before its first word', async () => {
    respond = thinking;
    await expect(ask(await preview())).rejects.toThrow(/broke off/u);
    const [row] = await history.spending.all();
    expect(row).toMatchObject({ state: 'settled', provider: 'openai', estimated: true });
    expect(row?.micros).toBeGreaterThan(0);
  });

  it('has room in what was agreed to for a place that took the text and said nothing', async () => {
    const shown = await preview(DEFAULT_POLICY, 'two');
    const silent = () => new Response('', { headers: { 'content-type': 'text/event-stream' } });
    let tries = 0;
    respond = () => (tries++ === 0 ? silent() : stream());
    const { answer } = await ask(shown);
    expect(answer).toMatchObject({ text: 'Hello.', receipt: { costMicros: shown.mostTokens + 400 } });
    expect(shown.worstMicros).toBeGreaterThanOrEqual(shown.mostTokens + 400);
    // Where there is one place only, what was agreed to is the price of one try.
    tries = 0;
    await expect(ask(await preview())).rejects.toThrow(/No provider could answer/u);
    expect(asked).toHaveLength(3);
  });

  it('is nothing when it is stopped before the text left', async () => {
    const stopped = () => Promise.reject(new DOMException('', 'AbortError'));
    client = clientWith('/v1/consents', stopped);
    await expect(ask(await preview())).rejects.toThrow();
    expect(await history.spending.all()).toEqual([]);
    expect(await history.egress.all()).toEqual([]);
  });

  it.each([
    ['the connection is lost', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['something else answers', () => Promise.resolve(new Response('<html>', { status: 504 }))],
    ['the provider is silent', () => Promise.resolve(refusal('provider-silent', 504))],
  ])('is taken for the price of the text when %s after it left', async (_name, answer) => {
    client = clientWith('/v1/chat/completions', answer);
    const shown = await preview();
    await expect(ask(shown)).rejects.toThrow();
    expect(await history.spending.all()).toMatchObject([
      { state: 'settled', micros: shown.mostTokens, promptTokens: shown.mostTokens, estimated: true },
    ]);
  });

  it('is nothing when the relay says that nobody answered', async () => {
    client = clientWith('/v1/chat/completions', () => Promise.resolve(refusal('provider-busy', 503)));
    await expect(ask(await preview())).rejects.toThrow();
    expect(await history.spending.all()).toEqual([]);
  });
});

describe('a sign-in that the relay takes no more', () => {
  const changeKeys = async (): Promise<void> =>
    relay.setSecrets({ signingKeys: [await newSigningKey(relay.clock.now())] });

  it('is renewed with the code, for the offer and before a text leaves', async () => {
    await changeKeys();
    expect(
      await client.models({ url: 'https://relay.example/', way: 'invite', code: CODE }),
    ).not.toHaveLength(0);
    await changeKeys();
    expect((await ask(await preview())).answer.text).toBe('Hello.');
    expect(asked).toHaveLength(1);
  });

  it('is forgotten where only the user can renew it', async () => {
    const session = createRelaySession(createMemoryPageStorage(), () => relay.clock.now());
    client = createRelayClient({
      ...{ note: () => undefined, session, base: 'https://desk.example/' },
      fetch: (url, init) => relay.request(new URL(url).pathname, init),
    });
    const account = { url: 'https://relay.example/', way: 'oidc', code: '' } as const;
    const token = { token: await relay.login(), expiresAt: relay.clock.now() + 600_000 };
    session.set(`oidc https://relay.example/ ${await bodyHash(new Uint8Array())}`, token);
    expect(await client.models(account)).not.toHaveLength(0);
    await changeKeys();
    await expect(client.models(account)).rejects.toThrow(/Sign in again on the page/u);
    expect(await client.signedInUntil(account)).toBeNull();
  });

  it('is for the user to renew, and its absence leaves nothing on the books nor in the ledger', async () => {
    const shown = await preview();
    setup = { ...setup, way: 'oidc' };
    await expect(ask(shown)).rejects.toThrow(/Sign in again/u);
    expect([await history.egress.all(), await history.spending.all(), asked]).toEqual([[], [], []]);
  });
});
