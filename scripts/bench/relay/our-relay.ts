import path from 'node:path';
import { newSigningKey } from '../../../relay/tokens/new-signing-key.ts';
import {
  bodyHash,
  CONSENT_HEADER,
  type ConsentAnswer,
  type LoginAnswer,
} from '../../../src/contracts/relay.ts';
import { bundleRelay } from '../../lib/bundle-relay.ts';
import type { Contestant, Place } from './contestants.ts';
import type { LoadClient, LoadRequest } from './load.ts';
import { freePort, startServer, type ServerProcess } from './server-process.ts';
import { UPSTREAM_KEY, UPSTREAM_MODEL } from './upstream-answer.ts';

const PAGE = 'https://desk.example';
const INVITE = 'code-of-the-benchmark';
/** More than any run asks for. */
const ENOUGH = '100000000';

/**
 * Our relay as `relay/README.md` has it for Docker: the bundle on Node.js, a sign-in, consent, a state file, its log on. Limits and budgets
 * are counted, and never reached.
 */
export async function startOurRelay({
  upstreamUrl,
  folder,
}: Place): Promise<Contestant & { readonly server: ServerProcess }> {
  const script = await bundleRelay('node-main', folder);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const provider = { id: 'upstream', baseUrl: `${upstreamUrl}/v1`, local: true, models: [UPSTREAM_MODEL] };
  const server = await startServer(
    {
      name: 'relay',
      command: [process.execPath, script],
      environment: {
        NODE_ENV: 'production',
        RELAY_HOST: '127.0.0.1',
        RELAY_PORT: String(port),
        RELAY_URL: url,
        RELAY_ORIGINS: PAGE,
        RELAY_INVITES: `bench:${INVITE}`,
        RELAY_SIGNING_KEYS: JSON.stringify([await newSigningKey(Date.now())]),
        RELAY_PROVIDERS: JSON.stringify([{ ...provider, privacy: 'no-training' }]),
        RELAY_PRICES: JSON.stringify({ [`upstream/${UPSTREAM_MODEL}`]: [{ input: 1, output: 4 }] }),
        UPSTREAM_API_KEY: UPSTREAM_KEY,
        // Longer than any run.
        RELAY_TOKEN_SECONDS: '7200',
        RELAY_STATE_FILE: path.join(folder, 'relay.db'),
        ...Object.fromEntries(
          [
            ...['RATE_SUBJECT', 'RATE_NETWORK', 'RATE_LOGIN', 'STREAMS_SUBJECT', 'STREAMS_NETWORK'],
            ...['BUDGET_SUBJECT_DAY', 'BUDGET_SUBJECT_MONTH', 'BUDGET_DAY', 'BUDGET_MONTH'],
          ].map((name) => [`RELAY_${name}`, ENOUGH]),
        ),
      },
      url,
      healthPath: '/healthz',
    },
    folder,
  );
  const login = await fetch(`${url}/login/invite`, {
    method: 'POST',
    headers: { origin: PAGE },
    body: JSON.stringify({ code: INVITE }),
  });
  const { token } = (await login.json()) as LoginAnswer;
  return {
    url,
    path: '/v1/chat/completions',
    model: `upstream/${UPSTREAM_MODEL}`,
    headers: { authorization: `Bearer ${token}`, origin: PAGE },
    server,
  };
}

/** Asks for the consent to a question, as a page does before it sends it, and gives the question with it. */
export async function withConsent(
  client: LoadClient,
  { headers, model }: Contestant,
  question: LoadRequest,
): Promise<LoadRequest> {
  const body = await bodyHash(new TextEncoder().encode(question.body));
  const answer = await client.post({ path: '/v1/consents', headers, body: JSON.stringify({ body, model }) });
  const { consent } = JSON.parse(answer.text) as ConsentAnswer;
  return { ...question, headers: { ...question.headers, [CONSENT_HEADER]: consent } };
}
