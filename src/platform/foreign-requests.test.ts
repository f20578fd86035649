import { beforeEach, expect, it, vi } from 'vitest';
import type { ForeignRequest } from '../contracts/foreign-request';
import { withForeignLog } from './foreign-requests';

const BASE = 'https://desk.example/app/';

const NOW = Date.UTC(2026, 10, 2, 7, 30);
/** A request without a body that was made at `NOW`. */
const request = (url: string, bytes: number, state: ForeignRequest['state'] = 'done') => ({
  ...{
    url,
    purpose: 'model-files',
    startedAt: NOW,
    sentBytes: 0,
    bytes,
    state,
    id: expect.any(String) as string,
  },
});

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  return () => void vi.useRealTimers();
});

function setUp(answer: () => Response | Promise<Response>, ownOriginToo = false) {
  const asked: string[] = [];
  /** As each was told last, and each as it was told at first. */
  const told: ForeignRequest[] = [];
  const begun: ForeignRequest[] = [];
  const note = (noted: ForeignRequest): void => {
    const at = told.findIndex(({ id }) => id === noted.id);
    if (at < 0) begun.push(noted);
    told.splice(at < 0 ? told.length : at, 1, noted);
  };
  const fetch = withForeignLog(
    async (input) => {
      asked.push(input);
      return answer();
    },
    { base: BASE, purpose: 'model-files', note, ownOriginToo },
  );
  return { asked, told, begun, fetch };
}

it('tells of a foreign request before it is made, and when it has ended, with the bytes that came', async () => {
  const { told, begun, asked, fetch } = setUp(() => {
    expect(told).toEqual([request('https://hub.example/file', 0, 'running')]);
    return new Response('12345');
  });
  const response = await fetch('https://hub.example/file');
  expect(told).toMatchObject([{ state: 'running' }]);
  expect(await response.text()).toBe('12345');
  expect([asked.length, begun.length]).toEqual([1, 1]);
  expect(told).toEqual([request('https://hub.example/file', 5)]);
});

it('tells of requests that were cancelled, that broke and that had no body', async () => {
  const cancelled = setUp(() => new Response('12345'));
  await (await cancelled.fetch('https://hub.example/a')).body?.cancel();
  expect(cancelled.told).toEqual([request('https://hub.example/a', 0)]);

  const broken = setUp(() => Promise.reject(new TypeError('no network')));
  await expect(broken.fetch('https://hub.example/b')).rejects.toThrow('no network');
  expect(broken.told).toEqual([request('https://hub.example/b', 0, 'failed')]);

  const empty = setUp(() => new Response(null, { status: 304 }));
  expect((await empty.fetch('https://hub.example/c')).status).toBe(304);
  expect(empty.told).toHaveLength(1);
});

it('tells of the place that a request was led to, which is where the bytes came from', async () => {
  const ledTo = (url: string) =>
    setUp(() => Object.defineProperty(new Response('12345'), 'url', { value: url }));
  const elsewhere = ledTo('https://files.example/blob');
  await (await elsewhere.fetch('https://hub.example/file')).text();
  expect(elsewhere.told).toEqual([
    request('https://hub.example/file', 0),
    request('https://files.example/blob', 5),
  ]);

  const fromHome = ledTo('https://files.example/blob');
  await (await fromHome.fetch('models/tiny/config.json')).text();
  expect(fromHome.told).toEqual([request('https://files.example/blob', 5)]);

  const within = ledTo('https://hub.example/blob');
  await (await within.fetch('https://hub.example/file')).text();
  expect(within.told).toEqual([
    request('https://hub.example/file', 0),
    request('https://hub.example/blob', 5),
  ]);
});

it('resolves addresses against the app, and tells nothing of the app’s own', async () => {
  const { asked, told, fetch } = setUp(() => new Response('x'));
  await (await fetch('models/tiny/config.json')).text();
  expect(asked).toEqual(['https://desk.example/app/models/tiny/config.json']);
  expect(told).toEqual([]);
});

it('tells how much of a text was sent, in bytes, and when', async () => {
  const { told, fetch } = setUp(() => {
    vi.setSystemTime(NOW + 4000);
    return new Response('ok');
  });
  await (await fetch('https://desk.local:8443/v1/chat', { method: 'POST', body: 'Grüße' })).text();
  expect(told).toEqual([{ ...request('https://desk.local:8443/v1/chat', 2), sentBytes: 7 }]);
});

it('tells of the app’s own origin where a server of the user’s answers there', async () => {
  const { told, fetch } = setUp(() => new Response('ok'), true);
  await (await fetch('https://desk.example/v1/models')).text();
  expect(told).toEqual([request('https://desk.example/v1/models', 2)]);
});
