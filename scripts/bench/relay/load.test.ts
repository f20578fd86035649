import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { inParallel, LoadClient } from './load.ts';
import { streamedAnswer, wholeAnswer } from './upstream-answer.ts';

/** Answers with what its path names. */
const server = createServer((request, response) => {
  const events = streamedAnswer(true);
  if (request.url === '/fails') response.writeHead(500).end('no');
  else if (request.url === '/whole') response.end(wholeAnswer());
  else if (request.url === '/cut') response.end(Buffer.concat(events.slice(0, -1)));
  else {
    response.write(events[0]);
    setTimeout(() => response.end(Buffer.concat(events.slice(1))), 400);
  }
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const client = new LoadClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 2);
afterAll(async () => {
  await client.close();
  server.close();
});

const ask = (path: string, kind: 'whole' | 'stream') => client.ask({ path, headers: {}, body: '{}' }, kind);

it('tells the first word from the end', async () => {
  const { firstWordMs, totalMs } = await ask('/stream', 'stream');
  expect(totalMs - firstWordMs).toBeGreaterThan(100);
});

it('takes no answer for one that is not whole, or is a refusal', async () => {
  await expect(ask('/whole', 'whole')).resolves.toBeDefined();
  await expect(ask('/whole', 'stream')).rejects.toThrow('not whole');
  await expect(ask('/cut', 'stream')).rejects.toThrow('not whole');
  await expect(ask('/fails', 'whole')).rejects.toThrow('/fails answered 500: no');
});

it('works on so many at a time, and stops when the time is up', async () => {
  let running = 0;
  let most = 0;
  const done = await inParallel({ count: 1000, parallel: 3, limitMs: 60 }, async (nth) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 10));
    running--;
    return nth;
  });
  expect(most).toBe(3);
  expect(done.length).toBeLessThan(60);
  expect(done).toContain(0);
});
