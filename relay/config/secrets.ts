import type { JWK } from 'jose';

/** What must not be known, and may change while the relay runs. */
export interface RelaySecrets {
  /** Private keys. The first signs; tokens of the others stay good until they are taken out. */
  readonly signingKeys: readonly JWK[];
  /** By the provider's id; several are used in turn. */
  readonly providerKeys: Readonly<Record<string, readonly string[]>>;
}

/** Asked for each request, so that a new file takes effect at once. The object stays the same while nothing changes. */
export type ReadSecrets = () => RelaySecrets;
