import type { JWK } from 'jose';
import * as v from 'valibot';
import { ConfigProblem } from './config-problem.ts';
import { keysOf } from './read-providers.ts';
import { parseSetting, textOf, type Environment } from './read-settings.ts';
import type { RelaySecrets } from './secrets.ts';

const SIGNING_KEYS = v.pipe(
  v.array(
    v.looseObject({
      kid: v.pipe(v.string(), v.minLength(1)),
      kty: v.picklist(['OKP', 'EC']),
      crv: v.picklist(['Ed25519', 'P-256']),
      d: v.pipe(v.string(), v.minLength(1)),
      x: v.string(),
    }),
  ),
  v.minLength(1),
);

const FILE = v.strictObject({
  signingKeys: v.optional(SIGNING_KEYS),
  providers: v.optional(v.record(v.string(), v.array(v.pipe(v.string(), v.minLength(1)))), {}),
});

/**
 * Signing keys and the providers' keys, from the environment and from the text of a secrets file, whose word counts where both speak.
 * Throws a `ConfigProblem`.
 *
 * @param file `{ "signingKeys": [JWK, …], "providers": { "openai": ["key", …] } }`; null without a file
 */
export function readSecrets(
  environment: Environment,
  providerIds: readonly string[],
  file: string | null,
): RelaySecrets {
  const told = file === null ? { providers: {} } : parseSetting('RELAY_SECRETS_FILE', file, FILE);
  const signing = textOf(environment, 'RELAY_SIGNING_KEYS');
  const keys =
    told.signingKeys ??
    (signing === undefined ? null : parseSetting('RELAY_SIGNING_KEYS', signing, SIGNING_KEYS));
  if (!keys) {
    throw new ConfigProblem(
      'RELAY_SIGNING_KEYS',
      'must be a list of private keys (JWK); “npm run relay -- --new-key” makes one.',
    );
  }
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) {
    throw new ConfigProblem('RELAY_SIGNING_KEYS', 'holds two keys with the same “kid”.');
  }
  const providers: Record<string, readonly string[] | undefined> = told.providers;
  return {
    signingKeys: keys as readonly JWK[],
    providerKeys: Object.fromEntries(providerIds.map((id) => [id, providers[id] ?? keysOf(environment, id)])),
  };
}
