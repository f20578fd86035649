/** Entry for Cloudflare Workers, https://developers.cloudflare.com/workers/. */
import type { ExecutionContext } from 'hono';
import { createRelay, PREFLIGHT_HEADERS } from '../app.ts';
import { SYSTEM_CLOCK } from '../clock.ts';
import { ConfigProblem } from '../config/config-problem.ts';
import { readConfig } from '../config/read-config.ts';
import { readSecrets } from '../config/read-secrets.ts';
import type { Environment } from '../config/read-settings.ts';
import type { RelaySecrets } from '../config/secrets.ts';
import { Refusal } from '../refusal.ts';
import { createDurableState, type DurableNamespace } from '../state/durable-object-state.ts';
import { createJsonLog } from '../telemetry/log.ts';
import { requireUsefulKeys } from '../tokens/signing-keys.ts';

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

// Where Workers keep their logs.
const log = createJsonLog((line) => console.warn(line), Date.now);

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
    tryConfig: onceTried(secrets),
    clock: SYSTEM_CLOCK,
    log,
    fetch: reach,
    // A Worker reaches the public internet only, whatever a name leads to.
    guardedFetch: reach,
    keepAlive: (context, work) => context.executionCtx.waitUntil(work),
    peerOf: (request) => request.headers.get('cf-connecting-ip'),
  });
}

/**
 * Tries the keys at the first request of an isolate, before which there is no time to. What came of it is remembered, and not the work, which
 * would end with the request that it began in.
 */
function onceTried(secrets: RelaySecrets): () => Promise<void> {
  let found: { readonly problem: unknown } | null = null;
  return async () => {
    found ??= await requireUsefulKeys(secrets).then(
      () => ({ problem: null }),
      (problem: unknown) => ({ problem }),
    );
    if (found.problem !== null) throw found.problem as ConfigProblem;
  };
}

let app: ReturnType<typeof createRelay> | null = null;

export default {
  fetch(request: Request, bindings: Bindings, context: ExecutionContext): Response | Promise<Response> {
    try {
      app ??= start(bindings);
    } catch (error) {
      if (error instanceof ConfigProblem) return notSetUp(request, error);
      throw error;
    }
    return app.fetch(request, bindings, context);
  },
};

/** Where even the settings cannot be read; so any page may read this, for which pages are served is one of them. */
function notSetUp({ method }: Request, { message }: ConfigProblem): Response {
  const headers = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' };
  // Refused, it would keep from the page why the request is.
  if (method === 'OPTIONS')
    return new Response(null, { status: 204, headers: { ...headers, ...PREFLIGHT_HEADERS } });
  log({ level: 'error', event: 'config', note: message });
  const refusal = new Refusal('not-set-up');
  return Response.json(refusal.toBody(), { status: refusal.status, headers });
}
