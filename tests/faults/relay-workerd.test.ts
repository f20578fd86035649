import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, expect, it } from 'vitest';
import type { RelayRuntime } from '../../relay/testing/contract-relays.ts';
import { PAGE } from '../../relay/testing/relay-client.ts';
import { relayContract } from '../../relay/testing/relay-contract.ts';
import { newSigningKey } from '../../relay/tokens/new-signing-key.ts';
import { bundleRelay } from '../../scripts/lib/bundle-relay';

const miniflare = await import('miniflare').catch(() => null);
const folder = mkdtempSync(path.join(tmpdir(), 'relay-'));
const bundle = bundleRelay('cloudflare', folder);
afterAll(() => rmSync(folder, { recursive: true }));

const WORKERS: RelayRuntime = {
  name: 'Cloudflare Workers',
  reachesOwnServers: true,
  async start(environment) {
    let log = '';
    if (!miniflare) throw new Error('There is no workerd.');
    const worker = new miniflare.Miniflare({
      modules: [{ type: 'ESModule', path: 'relay.mjs', contents: readFileSync(await bundle, 'utf8') }],
      compatibilityDate: '2026-04-01',
      compatibilityFlags: ['enable_request_signal'],
      bindings: environment,
      durableObjects: { RELAY_STATE: 'RelayStateObject' },
      handleRuntimeStdio(output: Readable, errors: Readable) {
        for (const stream of [output, errors])
          stream.setEncoding('utf8').on('data', (text: string) => (log += text));
      },
    });
    const url = await worker.ready;
    return { url: url.origin, log: () => log, close: () => worker.dispose() };
  },
};

if (miniflare) relayContract(WORKERS);
else it.skip('the relay on Cloudflare Workers: the package has no program for this machine', () => undefined);

it.skipIf(!miniflare)(
  'with a key that cannot sign, refuses each request and tells nobody but the operator why',
  async () => {
    const [first, key, other] = await Promise.all([newSigningKey(0), newSigningKey(0), newSigningKey(0)]);
    const relay = await WORKERS.start({
      RELAY_URL: 'https://relay.example',
      RELAY_ORIGINS: PAGE,
      RELAY_INVITES: 'anna:a-code-for-testing',
      RELAY_SIGNING_KEYS: JSON.stringify([first, { ...key, x: other.x }]),
    });
    try {
      const headers = { origin: PAGE };
      for (const init of [{ headers }, { headers, method: 'POST', body: '{"code":"a-code-for-testing"}' }]) {
        const response = await fetch(`${relay.url}/login${init.method ? '/invite' : ''}`, init);
        expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([503, PAGE]);
        const text = await response.text();
        expect(JSON.parse(text)).toMatchObject({ error: { code: 'not-set-up', retryable: true } });
        expect(text).not.toMatch(/RELAY_|key/u);
      }
      // Or no page could read what is said to it.
      expect((await fetch(`${relay.url}/login/invite`, { headers, method: 'OPTIONS' })).status).toBe(204);
      await expect.poll(relay.log).toContain('RELAY_SIGNING_KEYS holds a key, number 2, that cannot sign');
      for (const { d, x } of [key, other]) {
        expect(relay.log()).not.toContain(d);
        expect(relay.log()).not.toContain(x);
      }
    } finally {
      await relay.close();
    }
  },
);

it.skipIf(!miniflare)(
  'with a setting that cannot be read, says so to pages and the reason to the operator',
  async () => {
    const relay = await WORKERS.start({
      RELAY_URL: 'https://relay.example',
      RELAY_ORIGINS: PAGE,
      RELAY_SIGNING_KEYS: '[]',
      RELAY_BUDGET_DAY: 'a lot of money',
    });
    try {
      const response = await fetch(`${relay.url}/login`, { headers: { origin: PAGE } });
      expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([503, '*']);
      expect(await response.json()).toMatchObject({ error: { code: 'not-set-up' } });
      const asked = { headers: { origin: PAGE }, method: 'OPTIONS' };
      const preflight = await fetch(`${relay.url}/v1/models`, asked);
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization');
      await expect.poll(relay.log).toContain('RELAY_BUDGET_DAY');
      expect(relay.log()).not.toContain('a lot of money');
    } finally {
      await relay.close();
    }
  },
);
