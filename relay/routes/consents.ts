import { parseBody, readBody } from '../limits/read-body.ts';
import { authenticate, type RelayContext } from '../request-facts.ts';
import type { Services } from '../services.ts';

const MOST_BYTES = 8192;

/** `POST /v1/consents`: gives a token for one request with exactly this body. */
export async function consentsRoute(context: RelayContext, services: Services): Promise<Response> {
  const subject = await authenticate(context, services);
  const { network, origin } = context.get('facts');
  await services.admission.visit({ subject, network });
  const terms = parseBody(await readBody(context.req.raw, MOST_BYTES), 4);
  return context.json(await services.consents.issue(subject, origin, terms));
}
