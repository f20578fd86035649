import { describe, expect, it, vi } from 'vitest';
import {
  answer,
  delta,
  events,
  json,
  scriptedServer,
  SECRET,
  silent,
  unreachable,
  type Script,
} from '../../../tests/support/scripted-server';
import type { OwnServer } from '../../contracts/own-server';
import type { PageSurroundings } from './page-surroundings';
import { testServer } from './test-server';

const ORIGIN = 'https://desk.example';
const NEVER = new AbortController().signal;
const MODELS = [{ id: 'writer' }, { id: 'bge-m3' }];
const WORKING: Script = {
  '/v1/models': () => json(200, { data: MODELS }),
  '/v1/chat/completions': () => answer('Good ', 'morning.'),
  '/v1/embeddings': () => json(200, { data: [{ index: 0, embedding: [3, 4] }] }),
};

interface Setting {
  readonly server?: Partial<OwnServer>;
  readonly page?: Partial<PageSurroundings>;
}

async function test(script: Script, { server = {}, page = {} }: Setting = {}) {
  const connection = scriptedServer(server, script);
  const seen: number[] = [];
  const { steps, models } = await testServer(connection.server, {
    fetch: connection.fetch,
    signal: NEVER,
    onStep: (so) => seen.push(so.length),
    surroundings: {
      origin: ORIGIN,
      isAllowed: () => true,
      networkPermission: async () => null,
      answersUnread: async () => false,
      ...page,
    },
  });
  expect(seen).toEqual(steps.map((_step, i) => i + 1));
  return {
    states: steps.map(({ id, state }) => `${id} ${state}`),
    last: steps.at(-1),
    models,
    connection,
  };
}

describe('a server that works', () => {
  it('passes every step, and gives its models', async () => {
    const { states, models } = await test(WORKING);
    expect(states).toEqual([
      'address passed',
      'connection passed',
      'reading passed',
      'key passed',
      'models passed',
      'answer passed',
      'vectors passed',
    ]);
    expect(models.map(({ name }) => name)).toEqual(['writer', 'bge-m3']);
  });

  it('is tried with the models that were picked', async () => {
    const picked = [{ name: 'second', task: 'text-generation', contextLength: null }] as const;
    const { connection } = await test(
      { ...WORKING, '/v1/models': () => json(200, { data: [...MODELS, { id: 'second' }] }) },
      { server: { models: picked } },
    );
    expect(connection.bodies('/v1/chat/completions')[0]?.['model']).toBe('second');
  });

  it('passes with a model that begins with thoughts', async () => {
    const { states } = await test({
      ...WORKING,
      '/v1/chat/completions': () => events(delta({ reasoning: 'Hm.' }), delta('', 'length')),
    });
    expect(states).toContain('answer passed');
  });

  it('need not have both kinds of model, and one that fails does not hide the other', async () => {
    const withoutWriter = { ...WORKING, '/v1/models': () => json(200, { data: [{ id: 'bge-m3' }] }) };
    expect((await test(withoutWriter)).states.slice(-2)).toEqual(['answer skipped', 'vectors passed']);
    const broken = { ...WORKING, '/v1/chat/completions': () => json(500, { error: 'out of memory' }) };
    expect((await test(broken)).states.slice(-2)).toEqual(['answer failed', 'vectors passed']);
  });
});

describe('an address that cannot work', () => {
  it.each([
    ['nothing like one', 'the server', 'no address'],
    ['another protocol', 'ftp://localhost/v1/', 'no address'],
    ['plain HTTP elsewhere, from a page over HTTPS', 'http://192.168.1.5:11434/v1/', 'plain HTTP'],
  ])('%s', async (_what, baseUrl, sentence) => {
    const { states, last, connection } = await test(WORKING, { server: { baseUrl } });
    expect(states).toEqual(['address failed']);
    expect(last?.message).toContain(sentence);
    expect(connection.requests).toEqual([]);
  });

  it('one that this page may not reach before the next load', async () => {
    const { states, last, connection } = await test(WORKING, { page: { isAllowed: () => false } });
    expect(states).toEqual(['address failed']);
    expect(last?.message).toContain('load the page again');
    expect(connection.requests).toEqual([]);
  });

  it('plain HTTP in the network is fine for a page that came over HTTP', async () => {
    const { states } = await test(
      {
        '/v1/models': WORKING['/v1/models'] ?? silent,
      },
      { server: { baseUrl: 'http://192.168.1.5:11434/v1/' }, page: { origin: 'http://192.168.1.2' } },
    );
    expect(states).toContain('models passed');
  });
});

describe('a connection that fails, of which the browser says only that', () => {
  const dead: Script = { '/v1/models': unreachable };
  const withoutKey = { apiKey: null };

  it('nothing is there', async () => {
    const { states, last } = await test(dead, { server: withoutKey });
    expect(states).toEqual(['address passed', 'connection failed']);
    expect(last?.help).toBe('start');
  });

  it('something is there that this page may not read', async () => {
    const { states, last } = await test(dead, {
      server: withoutKey,
      page: { answersUnread: async () => true },
    });
    expect(states).toEqual(['address passed', 'connection passed', 'reading failed']);
    expect(last).toMatchObject({ help: 'cors', message: expect.stringContaining(ORIGIN) as string });
  });

  it('either, in a browser that does not tell', async () => {
    const { last } = await test(dead, { server: withoutKey, page: { answersUnread: async () => null } });
    expect(last).toMatchObject({ id: 'connection', state: 'failed' });
    expect(last?.message).toContain('CORS');
    expect(last?.message).toContain('does not run');
  });

  it('the user refused the browser’s question', async () => {
    const { last } = await test(dead, { page: { networkPermission: async () => 'denied' } });
    expect(last).toMatchObject({ id: 'connection', state: 'failed', help: 'permission' });
  });

  it('the server lets pages read, but not send a key', async () => {
    const { last, connection } = await test({
      '/v1/models': ({ headers }) =>
        headers['Authorization'] === undefined ? json(200, { data: [] }) : unreachable(),
    });
    expect(last).toMatchObject({ id: 'reading', state: 'failed', help: 'cors' });
    expect(last?.message).toContain('Authorization');
    expect(connection.requests).toHaveLength(2);
  });
});

describe('a server that answers, but not with its models', () => {
  it.each([
    ['a wrong key', () => json(401, { error: 'Unauthorized' }), 'key failed', 'key'],
    ['another service', () => json(404, {}), 'models failed', 'address'],
    ['no models', () => json(200, { data: [] }), 'models failed', 'models'],
  ])('%s', async (_what, respond, state, help) => {
    const { states, last } = await test({ ...WORKING, '/v1/models': respond });
    expect(states.at(-1)).toBe(state);
    expect(last?.help).toBe(help);
  });

  it('those that were picked are gone', async () => {
    const models = [{ name: 'gone', task: 'text-generation', contextLength: null }] as const;
    const { last } = await test(WORKING, { server: { models } });
    expect(last).toMatchObject({ id: 'models', state: 'failed' });
    expect(last?.message).toContain('gone');
  });
});

it('never shows the key', async () => {
  for (const respond of [
    unreachable,
    () => json(401, { error: `no ${SECRET}` }),
    () => json(500, { error: SECRET }),
  ]) {
    const { last } = await test({ '/v1/models': respond });
    expect(JSON.stringify(last)).not.toContain(SECRET);
  }
});

it.each(['/v1/models', '/v1/chat/completions', '/v1/embeddings'])('is cancelled at %s', async (path) => {
  const controller = new AbortController();
  const connection = scriptedServer({}, { ...WORKING, [path]: silent });
  const surroundings = {
    origin: ORIGIN,
    isAllowed: () => true,
    networkPermission: async () => null,
    answersUnread: async () => false,
  };
  const testing = testServer(connection.server, {
    fetch: connection.fetch,
    signal: controller.signal,
    surroundings,
  });
  setTimeout(() => controller.abort(), 10);
  await expect(testing).rejects.toMatchObject({ failure: { code: 'cancelled' } });
});

describe('a server that takes questions and never answers', () => {
  it('is given up after half a minute, without one more question', async () => {
    vi.useFakeTimers();
    try {
      const outcome = test({ '/v1/models': silent });
      await vi.advanceTimersByTimeAsync(31_000);
      const { states, last, connection } = await outcome;
      expect(states).toEqual(['address passed', 'connection failed']);
      expect(last?.message).toContain('sent nothing for 30 seconds');
      expect(connection.requests).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });
});
