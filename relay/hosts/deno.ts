/** Entry for Deno, https://docs.deno.com/api/deno/~/Deno.serve. */
import { createRelay } from '../app.ts';
import { SYSTEM_CLOCK } from '../clock.ts';
import { readConfig } from '../config/read-config.ts';
import { numberOf, textOf } from '../config/read-settings.ts';
import { createMemoryState } from '../state/memory-state.ts';
import { createJsonLog } from '../telemetry/log.ts';
import { watchSecrets } from './watched-secrets.ts';

/** What is used of Deno. */
interface DenoRuntime {
  readonly env: { toObject(): Record<string, string> };
  serve(
    options: { readonly port: number; readonly hostname: string },
    handle: (
      request: Request,
      info: { readonly remoteAddr: { readonly hostname: string } },
    ) => Response | Promise<Response>,
  ): unknown;
}

const { Deno: deno } = globalThis as unknown as { readonly Deno: DenoRuntime };
const environment = deno.env.toObject();
const config = readConfig(environment);
const log = createJsonLog((line) => console.warn(line), Date.now);
const secrets = await watchSecrets(
  environment,
  config.providers.map(({ id }) => id),
  textOf(environment, 'RELAY_SECRETS_FILE') ?? null,
  log,
);
const app = createRelay(config, {
  state: createMemoryState(),
  secrets: secrets.read,
  clock: SYSTEM_CLOCK,
  log,
  fetch: (url, init) => fetch(url, init),
  // Deno lets nobody see the address of a connection before it is made.
  guardedFetch: null,
  peerOf: (_request, peer) => (typeof peer === 'string' ? peer : null),
});

deno.serve(
  {
    port: numberOf(environment, 'RELAY_PORT', 8787),
    hostname: textOf(environment, 'RELAY_HOST') ?? '127.0.0.1',
  },
  (request, { remoteAddr }) => app.fetch(request, remoteAddr.hostname as unknown as object),
);
log({ level: 'info', event: 'started' });
