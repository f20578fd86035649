import { expect, it } from 'vitest';
import { withForeignLog } from './foreign-requests';

const BASE = 'https://desk.example/app/';

function setUp(answer: () => Response | Promise<Response>) {
  const asked: string[] = [];
  const told: { url: string; bytes: number }[] = [];
  const fetch = withForeignLog(
    async (input) => {
      asked.push(input);
      return answer();
    },
    BASE,
    (request) => told.push(request),
  );
  return { asked, told, fetch };
}

it('tells of a foreign request once, when it has ended, with the bytes that came', async () => {
  const { told, fetch } = setUp(() => new Response('12345'));
  const response = await fetch('https://hub.example/file');
  expect(told).toEqual([]);
  expect(await response.text()).toBe('12345');
  expect(told).toEqual([{ url: 'https://hub.example/file', bytes: 5 }]);
});

it('tells of requests that were cancelled, that broke and that had no body', async () => {
  const cancelled = setUp(() => new Response('12345'));
  await (await cancelled.fetch('https://hub.example/a')).body?.cancel();
  expect(cancelled.told).toEqual([{ url: 'https://hub.example/a', bytes: 0 }]);

  const broken = setUp(() => Promise.reject(new TypeError('no network')));
  await expect(broken.fetch('https://hub.example/b')).rejects.toThrow('no network');
  expect(broken.told).toHaveLength(1);

  const empty = setUp(() => new Response(null, { status: 304 }));
  expect((await empty.fetch('https://hub.example/c')).status).toBe(304);
  expect(empty.told).toHaveLength(1);
});

it('tells of the origin that a request was led to, which is where the bytes came from', async () => {
  const ledTo = (url: string) =>
    setUp(() => Object.defineProperty(new Response('12345'), 'url', { value: url }));
  const elsewhere = ledTo('https://files.example/blob');
  await (await elsewhere.fetch('https://hub.example/file')).text();
  expect(elsewhere.told).toEqual([
    { url: 'https://hub.example/file', bytes: 0 },
    { url: 'https://files.example/blob', bytes: 5 },
  ]);

  const fromHome = ledTo('https://files.example/blob');
  await (await fromHome.fetch('models/tiny/config.json')).text();
  expect(fromHome.told).toEqual([{ url: 'https://files.example/blob', bytes: 5 }]);

  const within = ledTo('https://hub.example/blob');
  await (await within.fetch('https://hub.example/file')).text();
  expect(within.told).toEqual([{ url: 'https://hub.example/file', bytes: 5 }]);
});

it('resolves addresses against the app, and tells nothing of the app’s own', async () => {
  const { asked, told, fetch } = setUp(() => new Response('x'));
  await (await fetch('models/tiny/config.json')).text();
  expect(asked).toEqual(['https://desk.example/app/models/tiny/config.json']);
  expect(told).toEqual([]);
});
