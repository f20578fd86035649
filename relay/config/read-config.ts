import * as v from 'valibot';
import prices from '../../src/providers/prices.json' with { type: 'json' };
import { isOffered } from '../upstream/candidates.ts';
import { ConfigProblem } from './config-problem.ts';
import { readProviders } from './read-providers.ts';
import { addressOf, jsonOf, listOf, numberOf, switchOf, textOf, type Environment } from './read-settings.ts';
import type { ChainConfig, Invite, OidcConfig, RelayConfig } from './relay-config.ts';

const CHAINS = v.record(
  v.pipe(v.string(), v.regex(/^[^/\s]+$/, 'a name without a slash')),
  v.union([
    v.pipe(v.array(v.string()), v.minLength(1)),
    v.strictObject({
      models: v.pipe(v.array(v.string()), v.minLength(1)),
      order: v.optional(v.picklist(['listed', 'price', 'latency']), 'listed'),
    }),
  ]),
);

const PRICE = v.strictObject({
  input: v.pipe(v.number(), v.minValue(0)),
  output: v.pipe(v.number(), v.minValue(0)),
});
const BANDS = v.array(
  v.strictObject({
    ...PRICE.entries,
    promptsUpTo: v.exactOptional(v.pipe(v.number(), v.minValue(1))),
    until: v.exactOptional(v.pipe(v.string(), v.isoDate())),
  }),
);

/** Short codes can be guessed. */
const SHORTEST_CODE = 16;
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * The settings of the relay from variables of the environment; README.md tells of each. Throws a `ConfigProblem` that names the variable.
 */
export function readConfig(environment: Environment): RelayConfig {
  const micros = (variable: string, dollars: number): number =>
    Math.round(numberOf(environment, variable, dollars, { fractions: true }) * 1e6);
  const count = (variable: string, preset: number): number =>
    numberOf(environment, variable, preset, { least: 1 });
  const seconds = (variable: string, preset: number): number =>
    numberOf(environment, variable, preset, { fractions: true, least: 0.05 }) * 1000;
  const providers = readProviders(environment);
  const config: RelayConfig = {
    url: readUrl(environment),
    origins: listOf(environment, 'RELAY_ORIGINS').map(readOrigin),
    originRequired: switchOf(environment, 'RELAY_ORIGIN_REQUIRED', true),
    consentRequired: switchOf(environment, 'RELAY_CONSENT', true),
    tokenMs: seconds('RELAY_TOKEN_SECONDS', 900),
    consentMs: seconds('RELAY_CONSENT_SECONDS', 300),
    invites: listOf(environment, 'RELAY_INVITES').map(readInvite),
    oidc: readOidc(environment),
    providers,
    chains: readChains(environment),
    prices: {
      asOf: prices.asOf,
      perMillionTokens: {
        ...prices.perMillionTokens,
        ...jsonOf(environment, 'RELAY_PRICES', v.record(v.string(), BANDS), {}),
      },
    },
    assumedPrice: jsonOf(environment, 'RELAY_ASSUMED_PRICE', v.nullable(PRICE), null),
    customUpstreams: switchOf(environment, 'RELAY_CUSTOM_UPSTREAMS', false),
    budget: {
      requestMicros: micros('RELAY_BUDGET_REQUEST', 0.5),
      subjectDayMicros: micros('RELAY_BUDGET_SUBJECT_DAY', 2),
      subjectMonthMicros: micros('RELAY_BUDGET_SUBJECT_MONTH', 20),
      totalDayMicros: micros('RELAY_BUDGET_DAY', 10),
      totalMonthMicros: micros('RELAY_BUDGET_MONTH', 100),
    },
    limits: {
      bodyBytes: count('RELAY_MAX_BODY_BYTES', 1_000_000),
      bodyDepth: 16,
      turns: 64,
      maxTokens: count('RELAY_MAX_TOKENS', 4096),
      subjectPerMinute: count('RELAY_RATE_SUBJECT', 30),
      networkPerMinute: count('RELAY_RATE_NETWORK', 120),
      loginsPerMinute: count('RELAY_RATE_LOGIN', 10),
      subjectStreams: count('RELAY_STREAMS_SUBJECT', 4),
      networkStreams: count('RELAY_STREAMS_NETWORK', 16),
    },
    times: {
      firstTokenMs: seconds('RELAY_FIRST_TOKEN_SECONDS', 120),
      idleMs: seconds('RELAY_IDLE_SECONDS', 30),
      totalMs: seconds('RELAY_TOTAL_SECONDS', 600),
      longestWaitMs: seconds('RELAY_LONGEST_WAIT_SECONDS', 20),
      backoffMs: 500,
    },
    trustedHops: numberOf(environment, 'RELAY_TRUSTED_HOPS', 0),
    metricsToken: textOf(environment, 'RELAY_METRICS_TOKEN') ?? null,
  };
  checkChains(config);
  if (config.origins.length === 0 && config.originRequired) {
    throw new ConfigProblem(
      'RELAY_ORIGINS',
      'must name the origins of the pages to serve, such as https://desk.example.org.',
    );
  }
  return config;
}

function isOfThisMachine(address: string): boolean {
  return URL.canParse(address) && LOCAL_HOST.test(new URL(address).hostname);
}

function readUrl(environment: Environment): string {
  const text = textOf(environment, 'RELAY_URL');
  if (text === undefined) {
    throw new ConfigProblem('RELAY_URL', 'must be the address at which the relay is reached.');
  }
  const url = addressOf('RELAY_URL', text, isOfThisMachine(text));
  return url.href.replace(/\/$/, '');
}

function readOrigin(text: string): string {
  const url = addressOf('RELAY_ORIGINS', text, true);
  if (url.origin !== text.replace(/\/$/, '')) {
    throw new ConfigProblem('RELAY_ORIGINS', 'must hold origins only: no path, no wildcard.');
  }
  return url.origin;
}

function readInvite(text: string): Invite {
  const [subject, code, ...more] = text.split(':');
  if (!subject || !code || more.length > 0)
    throw new ConfigProblem('RELAY_INVITES', 'must be a list of name:code.');
  if (code.length < SHORTEST_CODE) {
    throw new ConfigProblem(
      'RELAY_INVITES',
      `holds a code of fewer than ${SHORTEST_CODE} characters, which can be guessed.`,
    );
  }
  return { subject, code };
}

function readOidc(environment: Environment): OidcConfig | null {
  const issuer = textOf(environment, 'RELAY_OIDC_ISSUER');
  if (issuer === undefined) return null;
  const audience = textOf(environment, 'RELAY_OIDC_AUDIENCE');
  if (audience === undefined)
    throw new ConfigProblem('RELAY_OIDC_AUDIENCE', 'must be the client id given by the issuer.');
  const jwks = textOf(environment, 'RELAY_OIDC_JWKS');
  if (jwks === undefined)
    throw new ConfigProblem('RELAY_OIDC_JWKS', 'must be the address of the issuer’s keys (its jwks_uri).');
  // Kept as it is written, since tokens name it to the letter.
  addressOf('RELAY_OIDC_ISSUER', issuer, isOfThisMachine(issuer));
  const jwksUrl = addressOf('RELAY_OIDC_JWKS', jwks, isOfThisMachine(jwks)).href;
  const allow = listOf(environment, 'RELAY_OIDC_ALLOW');
  if (allow.length === 0) {
    throw new ConfigProblem(
      'RELAY_OIDC_ALLOW',
      'must name who may sign in: addresses, domains such as @example.org, or *.',
    );
  }
  const clientSecret = textOf(environment, 'RELAY_OIDC_SECRET') ?? null;
  return { issuer, audience, jwksUrl, clientSecret, allow: allow.includes('*') ? [] : allow };
}

function readChains(environment: Environment): Readonly<Record<string, ChainConfig>> {
  const chains = jsonOf(environment, 'RELAY_CHAINS', CHAINS, {});
  return Object.fromEntries(
    Object.entries(chains).map(([name, chain]) => [
      name,
      Array.isArray(chain) ? { models: chain, order: 'listed' } : chain,
    ]),
  );
}

function checkChains({ chains, providers, prices }: RelayConfig): void {
  for (const model of Object.values(chains).flatMap((chain) => chain.models)) {
    const provider = providers.find(({ id }) => model.startsWith(`${id}/`));
    if (provider && !isOffered({ prices }, provider, model.slice(provider.id.length + 1))) {
      throw new ConfigProblem(
        'RELAY_CHAINS',
        'names a model that has no price and is in no list of models of its provider.',
      );
    }
    if (!provider) {
      throw new ConfigProblem(
        'RELAY_CHAINS',
        'names a model of a provider that has no key and is not in RELAY_PROVIDERS.',
      );
    }
  }
}
