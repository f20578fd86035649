import { expect, it } from 'vitest';
import type { ForeignRequest } from '../../contracts/foreign-request';
import { createServerFetches } from './server-fetch';

const PAGE = 'https://desk.example/app/';

function setUp() {
  const told: ForeignRequest[] = [];
  const fetches = createServerFetches(
    (request) => void (request.state === 'running' || told.push(request)),
    (address) => {
      if (!address.startsWith('http://localhost:11434/v1/')) throw new Error('not allowed');
    },
    async () => new Response('ok'),
    PAGE,
  );
  return { told, fetches };
}

it('tells apart what holds a text to be worded and what does not', async () => {
  const { told, fetches } = setUp();
  await (await fetches.writing('http://localhost:11434/v1/models')).text();
  const body = JSON.stringify({ messages: [{ role: 'user', content: 'The audit is on Friday.' }] });
  await (
    await fetches.writing('http://localhost:11434/v1/chat/completions', { method: 'POST', body })
  ).text();
  await (
    await fetches.check('http://localhost:11434/v1/chat/completions', { method: 'POST', body: '{}' })
  ).text();
  expect(told.map(({ purpose, sentBytes }) => [purpose, sentBytes])).toEqual([
    ['server-check', 0],
    ['server-writing', body.length],
    ['server-check', 2],
  ]);
});

it('tells of a server at the app’s own origin, too', async () => {
  const { told, fetches } = setUp();
  await (await fetches.writing('https://desk.example/v1/models')).text();
  expect(told).toMatchObject([{ url: 'https://desk.example/v1/models' }]);
});

it('sends nothing that is to be worded to a server that the user does not let write', async () => {
  const { told, fetches } = setUp();
  const sent = fetches.writing('https://elsewhere.example/v1/chat/completions', {
    method: 'POST',
    body: '{}',
  });
  await expect(sent).rejects.toThrow('not allowed');
  expect(told).toEqual([]);
});
