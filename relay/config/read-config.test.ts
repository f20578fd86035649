import { describe, expect, it } from 'vitest';
import { newSigningKey } from '../tokens/new-signing-key.ts';
import { ConfigProblem } from './config-problem.ts';
import { readConfig } from './read-config.ts';
import { readSecrets } from './read-secrets.ts';
import type { Environment } from './read-settings.ts';

const LEAST: Environment = { RELAY_URL: 'https://relay.example', RELAY_ORIGINS: 'https://desk.example' };

it('needs an address and the origins of its pages, and is strict about the rest', () => {
  expect(readConfig(LEAST)).toMatchObject({
    url: 'https://relay.example',
    origins: ['https://desk.example'],
    originRequired: true,
    consentRequired: true,
    customUpstreams: false,
    assumedPrice: null,
    metricsToken: null,
    trustedHops: 0,
    providers: [],
  });
});

describe('what is wrong', () => {
  it.each<[string, Environment]>([
    ['RELAY_URL', { RELAY_URL: '' }],
    ['RELAY_URL', { RELAY_URL: 'http://relay.example' }],
    ['RELAY_URL', { RELAY_URL: 'relay' }],
    ['RELAY_URL', { RELAY_URL: 'http://' }],
    ['RELAY_ORIGINS', { RELAY_ORIGINS: '' }],
    ['RELAY_ORIGINS', { RELAY_ORIGINS: '*' }],
    ['RELAY_ORIGINS', { RELAY_ORIGINS: 'null' }],
    ['RELAY_ORIGINS', { RELAY_ORIGINS: 'https://desk.example/path' }],
    ['RELAY_INVITES', { RELAY_INVITES: 'anna:short' }],
    ['RELAY_INVITES', { RELAY_INVITES: 'just-a-code-without-a-name' }],
    ['RELAY_CONSENT', { RELAY_CONSENT: 'yes' }],
    ['RELAY_MAX_TOKENS', { RELAY_MAX_TOKENS: 'many' }],
    ['RELAY_MAX_TOKENS', { RELAY_MAX_TOKENS: '0' }],
    ['RELAY_BUDGET_DAY', { RELAY_BUDGET_DAY: '-1' }],
    ['RELAY_CHAINS', { RELAY_CHAINS: '{' }],
    ['RELAY_CHAINS', { RELAY_CHAINS: '{"a":["openai/x"]}' }],
    ['RELAY_CHAINS', { RELAY_CHAINS: '{"a":["openai/misspelt"]}', OPENAI_API_KEY: 'k' }],
    ['RELAY_CHAINS', { RELAY_CHAINS: '{"a/b":["openai/x"]}', OPENAI_API_KEY: 'k' }],
    ['RELAY_PRICES', { RELAY_PRICES: '{"a/b":[{"input":-1,"output":1}]}' }],
    ['RELAY_PROVIDERS', { RELAY_PROVIDERS: '[{"id":"own","baseUrl":"http://10.0.0.1/v1"}]' }],
    ['RELAY_PROVIDERS', { RELAY_PROVIDERS: '[{"id":"own","baseUrl":"https://10.0.0.1/v1"}]' }],
    ['RELAY_PROVIDERS', { RELAY_PROVIDERS: '[{"id":"own","baseUrl":"https://u:p@x.example/v1"}]' }],
    [
      'RELAY_PROVIDERS',
      { RELAY_PROVIDERS: '[{"id":"openai","baseUrl":"https://x.example/v1"}]', OPENAI_API_KEY: 'k' },
    ],
    ['RELAY_PRIVACY_OPENAI', { RELAY_PRIVACY_OPENAI: 'good', OPENAI_API_KEY: 'k' }],
    ['RELAY_OIDC_AUDIENCE', { RELAY_OIDC_ISSUER: 'https://id.example' }],
    [
      'RELAY_OIDC_ISSUER',
      {
        RELAY_OIDC_ISSUER: 'id.example',
        RELAY_OIDC_AUDIENCE: 'a',
        RELAY_OIDC_JWKS: 'https://id.example/jwks',
        RELAY_OIDC_ALLOW: '*',
      },
    ],
    [
      'RELAY_OIDC_ALLOW',
      {
        RELAY_OIDC_ISSUER: 'https://id.example',
        RELAY_OIDC_AUDIENCE: 'a',
        RELAY_OIDC_JWKS: 'https://id.example/jwks',
      },
    ],
  ])('is told by the name of %s', (variable, change) => {
    const read = () => readConfig({ ...LEAST, ...change });
    expect(read).toThrow(ConfigProblem);
    expect(read).toThrow(new RegExp(`^${variable} `));
  });

  it('is told without the value, which may be secret', async () => {
    const key = { ...(await newSigningKey(0)), kid: undefined };
    const read = () => readSecrets({ RELAY_SIGNING_KEYS: JSON.stringify([key]) }, [], null);
    expect(read).toThrow(/^RELAY_SIGNING_KEYS .*kid/);
    expect(read).not.toThrow(key.d);
    expect(() => readConfig({ ...LEAST, RELAY_INVITES: 'anna:hunter2' })).not.toThrow(/hunter2/);
  });
});

it('takes a provider for which there is a key, with the privacy that its terms give unless told otherwise', () => {
  const { providers } = readConfig({
    ...LEAST,
    OPENAI_API_KEYS: 'a, b',
    GEMINI_API_KEY: 'c',
    RELAY_PRIVACY_GEMINI: 'no-training',
  });
  expect(providers.map(({ id, privacy }) => [id, privacy])).toEqual([
    ['openai', 'no-training'],
    ['gemini', 'no-training'],
  ]);
  expect(readConfig({ ...LEAST, GEMINI_API_KEY: 'c' }).providers[0]?.privacy).toBe('unstated');
});

it('takes what the operator says of a provider’s region, and no page of text', () => {
  const { providers } = readConfig({
    ...LEAST,
    OPENAI_API_KEY: 'a',
    RELAY_REGION_OPENAI: ' EU (Ireland) ',
    RELAY_PROVIDERS:
      '[{"id":"ours","baseUrl":"https://x.example/v1","region":"Oslo","note":"Logs end after a day."}]',
    RELAY_NOTE_OURS: 'Nothing is logged.',
  });
  expect(providers.map(({ region, note }) => [region, note])).toEqual([
    ['EU (Ireland)', null],
    ['Oslo', 'Nothing is logged.'],
  ]);
  for (const text of ['x'.repeat(81), 'EU\nUS']) {
    expect(() => readConfig({ ...LEAST, OPENAI_API_KEY: 'a', RELAY_REGION_OPENAI: text })).toThrow(
      /^RELAY_REGION_OPENAI must .* one line/,
    );
  }
});

it('takes a server of the operator’s own network when told that this is meant', () => {
  const own =
    '[{"id":"ollama","baseUrl":"http://10.0.0.1:11434/v1","local":true,"models":["llama"],"free":true}]';
  expect(readConfig({ ...LEAST, RELAY_PROVIDERS: own }).providers[0]).toMatchObject({
    id: 'ollama',
    kind: 'compatible',
    baseUrl: 'http://10.0.0.1:11434/v1/',
    privacy: 'local',
    free: true,
  });
});
