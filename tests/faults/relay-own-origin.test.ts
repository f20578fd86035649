import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startNodeRelay, type NodeRelay } from '../../relay/hosts/node.ts';
import { newSigningKey } from '../../relay/tokens/new-signing-key.ts';
import { launchChromium } from '../../scripts/lib/launch-chromium';

const CODE = 'a-code-for-testing';

/** A page, and behind the same address the relay. */
let server: Server;
let relay: NodeRelay;
let origin: string;
const scratch = mkdtempSync(path.join(tmpdir(), 'own-origin-'));

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/') {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Desk</title>');
      return;
    }
    const { method = 'GET', headers } = request;
    const onward = ask(`${relay.address}${request.url ?? ''}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  relay = await startNodeRelay(
    {
      RELAY_PORT: '0',
      RELAY_URL: origin,
      RELAY_ORIGINS: origin,
      RELAY_INVITES: `anna:${CODE}`,
      RELAY_SIGNING_KEYS: JSON.stringify([await newSigningKey(Date.now())]),
    },
    { write: () => undefined },
  );
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await relay.close();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
});

it('a page at the relay’s own address signs in and sees the models in Chromium, which names no origin then', async () => {
  const browser = await launchChromium(path.join(scratch, 'profile'));
  try {
    const page = await browser.newPage();
    await page.goto(origin);
    const told = await page.evaluate(async (code) => {
      const logins = await fetch('/login');
      const signedIn = await fetch('/login/invite', { method: 'POST', body: JSON.stringify({ code }) });
      const { token } = (await signedIn.json()) as { token: string };
      const models = await fetch('/v1/models', { headers: { authorization: `Bearer ${token}` } });
      return [logins.status, signedIn.status, models.status];
    }, CODE);
    expect(told).toEqual([200, 200, 200]);
    // Opened by somebody, rather than asked by a page.
    expect((await page.goto(`${origin}/login`))?.status()).toBe(403);
  } finally {
    await browser.close();
  }
});
