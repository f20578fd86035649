import { isSameSecret } from '../guard/same-secret.ts';
import { Refusal } from '../refusal.ts';
import type { RelayContext } from '../request-facts.ts';
import type { Services } from '../services.ts';

/** `GET /metrics`, for whoever names the token of the configuration. */
export async function metricsRoute(context: RelayContext, { config, metrics }: Services): Promise<Response> {
  if (config.metricsToken === null) throw new Refusal('not-found');
  const given = context.req.header('authorization') ?? '';
  if (!(await isSameSecret(given, `Bearer ${config.metricsToken}`))) throw new Refusal('token-refused');
  return context.body(metrics.toString(), 200, {
    'content-type': 'text/plain; version=0.0.4; charset=utf-8',
  });
}
