import { Hono } from 'hono';
import type { StatusCode } from 'hono/utils/http-status';
import {
  CONSENT_HEADER,
  REQUEST_ID_HEADER,
  UPSTREAM_HEADER,
  UPSTREAM_KEY_HEADER,
} from '../src/contracts/relay.ts';
import { ConfigProblem } from './config/config-problem.ts';
import type { RelayConfig } from './config/relay-config.ts';
import type { RelayDeps } from './deps.ts';
import { clientNetwork } from './guard/client-network.ts';
import { strangerIn, type Offender } from './guard/offences.ts';
import { checkOrigin } from './guard/origin.ts';
import { Refusal } from './refusal.ts';
import { logFault } from './telemetry/log.ts';
import type { RelayContext, RelayEnvironment } from './request-facts.ts';
import { chatRoute } from './routes/chat.ts';
import { consentsRoute } from './routes/consents.ts';
import { loginRoute, loginsRoute } from './routes/login.ts';
import { metricsRoute } from './routes/metrics.ts';
import { modelsRoute } from './routes/models.ts';
import { createServices, type Services } from './services.ts';

const PREFLIGHT_SECONDS = '600';
/** As nginx has it; nobody reads it. */
const CLIENT_LEFT = 499;
const HEALTH = '/healthz';
/** For programs, which name no origin. */
const METRICS = '/metrics';

/** The relay, for any host that speaks `fetch`. Throws a `ConfigProblem` for what the host cannot do. */
export function createRelay(config: RelayConfig, deps: RelayDeps): Hono<RelayEnvironment> {
  if (config.customUpstreams && !deps.guardedFetch) {
    throw new ConfigProblem(
      'RELAY_CUSTOM_UPSTREAMS',
      'must be off: this host cannot keep requests from private networks.',
    );
  }
  const services = createServices(config, deps);
  const app = new Hono<RelayEnvironment>();

  app.use(async (context, next) => {
    context.set('facts', {
      id: crypto.randomUUID(),
      startedAt: deps.clock.now(),
      network: clientNetwork(
        deps.peerOf(context.req.raw, context.env),
        context.req.header('x-forwarded-for') ?? null,
        config.trustedHops,
      ),
      origin: null,
      subject: null,
      subjectTag: null,
    });
    setHeaders(context, config);
    await next();
    observe(context, services);
  });
  app.use(async (context, next) => {
    // What a browser asks before a request tells nobody anything; refused, it would hide from the page why the request is.
    if (context.req.method !== 'OPTIONS') await requireGoodConfig(context, deps);
    await next();
  });
  app.use(async (context, next) => {
    const { path } = context.req;
    if (path !== HEALTH) {
      const origin = context.req.header('origin') ?? null;
      const site = context.req.header('sec-fetch-site') ?? null;
      const originRequired = config.originRequired && path !== METRICS;
      context.get('facts').origin = checkOrigin({ origin, site }, { ...config, originRequired });
    }
    if (context.req.method === 'OPTIONS') return context.body(null, 204);
    await next();
    return undefined;
  });

  app.get(HEALTH, (context) => context.json({ status: 'ok' }));
  app.get(METRICS, (context) => metricsRoute(context, services));
  app.get('/login', (context) => loginsRoute(context, services));
  app.post('/login/:way', (context) => loginRoute(context, services));
  app.post('/v1/consents', (context) => consentsRoute(context, services));
  app.get('/v1/models', (context) => modelsRoute(context, services));
  app.post('/v1/chat/completions', (context) => chatRoute(context, services));
  app.notFound((context) => refuse(context, services, new Refusal('not-found')));
  app.onError((error, context) => refuse(context, services, error));
  return app;
}

/** Throws `not-set-up`, and tells the operator why: each time, for who looks at the log of a Worker sees what comes from then on. */
async function requireGoodConfig(context: RelayContext, { tryConfig, log }: RelayDeps): Promise<void> {
  try {
    await tryConfig?.();
  } catch (error) {
    if (!(error instanceof ConfigProblem)) throw error;
    log({ level: 'error', event: 'config', requestId: context.get('facts').id, note: error.message });
    throw new Refusal('not-set-up');
  }
}

/** Writes a refusal; anything else that was thrown is a fault of the relay's own. */
async function refuse(context: RelayContext, services: Services, error: unknown): Promise<Response> {
  const { deps, offences, metrics } = services;
  const facts = context.get('facts');
  const { id, subject, subjectTag, startedAt } = facts;
  if (context.req.raw.signal.aborted) {
    deps.log({ level: 'info', event: 'request', requestId: id, code: 'left' });
    return context.body(null, CLIENT_LEFT as StatusCode);
  }
  if (!(error instanceof Refusal)) logFault(deps.log, id, error);
  const offender: Offender = subject === null ? strangerIn(facts) : `subject:${subject}`;
  const found = error instanceof Refusal ? error : new Refusal('internal');
  const refusal = await offences.note(offender, found).catch(() => found);
  metrics.add('deskside_relay_refusals_total', { code: refusal.code });
  deps.log({
    level: 'warning',
    event: 'request',
    requestId: id,
    status: refusal.status,
    code: refusal.code,
    ...(subjectTag === null ? {} : { subject: subjectTag }),
    durationMs: deps.clock.now() - startedAt,
  });
  if (refusal.retryAfterMs !== null) {
    context.header('retry-after', String(Math.ceil(refusal.retryAfterMs / 1000)));
  }
  return context.json(refusal.toBody(), refusal.status);
}

/** Headers of every answer, set before it is made: on Node.js that is much quicker than to change them afterwards. */
function setHeaders(context: RelayContext, { origins }: RelayConfig): void {
  context.header(REQUEST_ID_HEADER, context.get('facts').id);
  context.header('x-content-type-options', 'nosniff');
  context.header('cache-control', 'no-store');
  context.header('vary', 'Origin');
  const origin = context.req.header('origin');
  if (origin === undefined || !origins.includes(origin)) return;
  context.header('access-control-allow-origin', origin);
  context.header('access-control-expose-headers', `${REQUEST_ID_HEADER}, Retry-After`);
  if (context.req.method !== 'OPTIONS') return;
  for (const [name, value] of Object.entries(PREFLIGHT_HEADERS)) context.header(name, value);
  context.header('access-control-max-age', PREFLIGHT_SECONDS);
}

/** What a page may ask for, told to its browser before it does. */
export const PREFLIGHT_HEADERS = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': `Authorization, Content-Type, ${CONSENT_HEADER}, ${UPSTREAM_HEADER}, ${UPSTREAM_KEY_HEADER}`,
} as const;

function observe(context: RelayContext, { deps, metrics }: Services): void {
  const labels = {
    http_request_method: knownMethod(context.req.method),
    http_response_status_code: String(context.res.status),
  };
  const durationMs = deps.clock.now() - context.get('facts').startedAt;
  metrics.observe('http_server_request_duration_seconds', labels, durationMs / 1000);
}

function knownMethod(method: string): string {
  return ['GET', 'POST', 'OPTIONS'].includes(method) ? method : '_OTHER';
}
