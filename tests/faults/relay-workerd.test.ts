import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, it } from 'vitest';
import type { RelayRuntime } from '../../relay/testing/contract-relays.ts';
import { relayContract } from '../../relay/testing/relay-contract.ts';
import { bundleRelay } from '../../scripts/lib/bundle-relay';

const miniflare = await import('miniflare').catch(() => null);
const folder = mkdtempSync(path.join(tmpdir(), 'relay-'));
const bundle = bundleRelay('cloudflare', folder);
afterAll(() => rmSync(folder, { recursive: true }));

const WORKERS: RelayRuntime = {
  name: 'Cloudflare Workers',
  reachesOwnServers: true,
  dropsConnections: true,
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
