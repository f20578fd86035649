/** Entry for Cloudflare Workers, https://developers.cloudflare.com/workers/. */
import type { ExecutionContext } from 'hono';
import { createRelay } from '../app.ts';
import { SYSTEM_CLOCK } from '../clock.ts';
import { readConfig } from '../config/read-config.ts';
import { readSecrets } from '../config/read-secrets.ts';
import type { Environment } from '../config/read-settings.ts';
import { createDurableState, type DurableNamespace } from '../state/durable-object-state.ts';
import { createJsonLog } from '../telemetry/log.ts';

export { RelayStateObject } from '../state/durable-object-state.ts';

interface Bindings {
  readonly RELAY_STATE: DurableNamespace;
}

/** Variables and secrets of the Worker lie beside its other bindings. */
function variablesOf(bindings: object): Environment {
  return Object.fromEntries(
    Object.entries(bindings).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function start(bindings: Bindings): ReturnType<typeof createRelay> {
  const environment = variablesOf(bindings);
  const config = readConfig(environment);
  const secrets = readSecrets(
    environment,
    config.providers.map(({ id }) => id),
    null,
  );
  const reach = (url: string, init: RequestInit): Promise<Response> => fetch(url, init);
  return createRelay(config, {
    state: createDurableState(bindings.RELAY_STATE),
    secrets: () => secrets,
    clock: SYSTEM_CLOCK,
    // Where Workers keep their logs.
    log: createJsonLog((line) => console.warn(line), Date.now),
    fetch: reach,
    // A Worker reaches the public internet only, whatever a name leads to.
    guardedFetch: reach,
    keepAlive: (context, work) => context.executionCtx.waitUntil(work),
    peerOf: (request) => request.headers.get('cf-connecting-ip'),
  });
}

let app: ReturnType<typeof createRelay> | null = null;

export default {
  fetch(request: Request, bindings: Bindings, context: ExecutionContext): Response | Promise<Response> {
    app ??= start(bindings);
    return app.fetch(request, bindings, context);
  },
};
