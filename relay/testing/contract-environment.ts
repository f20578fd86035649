import type { JWK } from 'jose';
import type { Environment } from '../config/read-settings.ts';
import { newSigningKey } from '../tokens/new-signing-key.ts';
import type { FakeProvider } from './fake-provider.ts';
import { PAGE } from './relay-client.ts';

export const KEY_CANARY = 'sk-canary-of-the-key';
/** Where the relay says that it is reached, and serves a page too. */
export const OWN_ORIGIN = 'http://localhost:8787';
export const METRICS_TOKEN = 'token-for-the-metrics';

/** Each fault is a provider of its own, since what goes wrong with one is remembered of it. */
const FAULTS = [
  'whole',
  'rate-limited',
  'rate-limited-once',
  'rate-limited-long',
  'no-money',
  'error-500',
  'error-once',
  'reset-once',
  'reset',
  'flapping',
  'key-refused',
  'overflow',
  'filtered',
  'bad-request',
  'redirect',
  'silent',
  'cut',
  'ends-early',
  'stall',
  'pings-only',
  'endless',
  'malformed',
  'no-done',
  'error-event',
  'utf8-split',
  'no-usage',
];

export interface ContractSetup {
  readonly signingKey: JWK;
  readonly environment: Environment;
}

export const codeOf = (subject: string): string => `code-of-${subject}-0123456789`;
export const SUBJECTS = ['anna', 'ben', 'cora', 'dan', 'eva', 'finn', 'gail', 'hugo', 'ida', 'jon'];

/**
 * Settings for a relay in front of the fake provider. The model of a fault is `fault/fault`, the chain that goes on to a provider without
 * faults is `fault-then`.
 */
export async function contractEnvironment(
  provider: FakeProvider,
  change: Environment = {},
): Promise<ContractSetup> {
  const signingKey = await newSigningKey(Date.now());
  const place = { baseUrl: provider.baseUrl, local: true };
  // All flapping requests are for the model of error 500.
  const modelOf = (fault: string): string => (fault === 'flapping' ? 'error-500' : fault);
  const named = FAULTS.map((id) => ({ ...place, id, privacy: 'no-training', models: [modelOf(id)] }));
  const price = [{ input: 1, output: 1000 }];
  const environment: Environment = {
    RELAY_URL: OWN_ORIGIN,
    RELAY_ORIGINS: `${PAGE},${OWN_ORIGIN}`,
    RELAY_SIGNING_KEYS: JSON.stringify([signingKey]),
    RELAY_INVITES: SUBJECTS.map((subject) => `${subject}:${codeOf(subject)}`).join(','),
    RELAY_PROVIDERS: JSON.stringify([
      ...named,
      { ...place, id: 'backup', privacy: 'no-training', models: ['spare', 'unpriced'] },
      { ...place, id: 'lax', privacy: 'unstated', models: ['lax-spare'] },
    ]),
    RELAY_PRICES: JSON.stringify(
      Object.fromEntries([
        ...FAULTS.map((id) => [`${id}/${modelOf(id)}`, price]),
        ['backup/spare', price],
        ['lax/lax-spare', price],
      ]),
    ),
    RELAY_CHAINS: JSON.stringify({
      ...Object.fromEntries(FAULTS.map((id) => [`${id}-then`, [`${id}/${modelOf(id)}`, 'backup/spare']])),
      'to-laxer': ['reset/reset', 'lax/lax-spare'],
    }),
    ...Object.fromEntries(
      FAULTS.map((id) => [`${id.toUpperCase().replaceAll('-', '_')}_API_KEYS`, KEY_CANARY]),
    ),
    BACKUP_API_KEYS: KEY_CANARY,
    RELAY_METRICS_TOKEN: METRICS_TOKEN,
    RELAY_MAX_TOKENS: '100',
    RELAY_MAX_BODY_BYTES: '20000',
    RELAY_RATE_SUBJECT: '100000',
    RELAY_RATE_NETWORK: '100000',
    RELAY_RATE_LOGIN: '1000',
    RELAY_STREAMS_SUBJECT: '2000',
    RELAY_STREAMS_NETWORK: '2000',
    RELAY_BUDGET_SUBJECT_DAY: '1000',
    RELAY_BUDGET_SUBJECT_MONTH: '1000',
    RELAY_BUDGET_DAY: '1000',
    RELAY_BUDGET_MONTH: '1000',
    RELAY_FIRST_TOKEN_SECONDS: '2',
    RELAY_IDLE_SECONDS: '1.5',
    RELAY_TOTAL_SECONDS: '30',
    RELAY_LONGEST_WAIT_SECONDS: '5',
    ...change,
  };
  return { signingKey, environment };
}
