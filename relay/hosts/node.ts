import { serve, type HttpBindings } from '@hono/node-server';
import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createRelay } from '../app.ts';
import { SYSTEM_CLOCK } from '../clock.ts';
import { readConfig } from '../config/read-config.ts';
import { numberOf, textOf, type Environment } from '../config/read-settings.ts';
import type { RelayConfig } from '../config/relay-config.ts';
import type { RelayDeps } from '../deps.ts';
import { createMemoryState } from '../state/memory-state.ts';
import { openSqliteState } from '../state/sqlite-state.ts';
import { createJsonLog } from '../telemetry/log.ts';
import { createGuardedFetch } from './guarded-fetch.ts';
import { createNodeFetch } from './node-fetch.ts';
import { watchSecrets } from './watched-secrets.ts';

/** Answers that are being written may end within this time when the relay stops. */
const GRACE_MS = 10_000;

export interface NodeRelay {
  readonly config: RelayConfig;
  /** Where it listens. */
  readonly address: string;
  close(): Promise<void>;
}

export interface NodeOptions {
  /** Takes a line of the log; standard output when left out. */
  readonly write?: (line: string) => void;
  /** A login of the host's own, for `/login/host`. */
  readonly login?: (request: Request) => Promise<string | null>;
  readonly deps?: Partial<RelayDeps>;
}

/** Starts the relay on Node.js with settings from `environment`. Rejects with a `ConfigProblem` that names the variable. */
export async function startNodeRelay(
  environment: Environment,
  options: NodeOptions = {},
): Promise<NodeRelay> {
  const config = readConfig(environment);
  const port = numberOf(environment, 'RELAY_PORT', 8787);
  const hostname = textOf(environment, 'RELAY_HOST') ?? '127.0.0.1';
  const log = createJsonLog(options.write ?? ((line) => void process.stdout.write(`${line}\n`)), Date.now);
  const secrets = await watchSecrets(
    environment,
    config.providers.map(({ id }) => id),
    textOf(environment, 'RELAY_SECRETS_FILE') ?? null,
    log,
  );
  const file = textOf(environment, 'RELAY_STATE_FILE');
  const stored = file === undefined ? null : openSqliteState(file);
  const app = createRelay(config, {
    state: stored ?? createMemoryState(),
    secrets: secrets.read,
    clock: SYSTEM_CLOCK,
    log,
    fetch: (url, init) => fetch(url, init),
    ask: createNodeFetch(),
    // `crypto.subtle` goes through another thread, which takes longer than the hash of a mail.
    hash: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    guardedFetch: createGuardedFetch(),
    peerOf: (_request, bindings) => (bindings as HttpBindings).incoming.socket.remoteAddress ?? null,
    ...(options.login ? { login: options.login } : {}),
    ...options.deps,
  });
  const server = serve({
    fetch: app.fetch,
    port,
    hostname,
    serverOptions: { maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 30_000 },
  });
  await new Promise<void>((resolve, reject) => {
    if (server.listening) resolve();
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const listening = server.address() as AddressInfo;
  log({ level: 'info', event: 'started' });
  return {
    config,
    address: `http://${listening.family === 'IPv6' ? `[${listening.address}]` : listening.address}:${listening.port}`,
    async close() {
      secrets.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if ('closeIdleConnections' in server) server.closeIdleConnections();
      const timer = setTimeout(() => {
        if ('closeAllConnections' in server) server.closeAllConnections();
      }, GRACE_MS);
      await closed;
      clearTimeout(timer);
      stored?.close();
      log({ level: 'info', event: 'stopped' });
    },
  };
}
