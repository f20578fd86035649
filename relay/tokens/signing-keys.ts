import { CompactSign, compactVerify, importJWK, type CryptoKey, type JWK } from 'jose';
import { ConfigProblem } from '../config/config-problem.ts';
import type { ReadSecrets, RelaySecrets } from '../config/secrets.ts';

export interface SigningKey {
  readonly kid: string;
  readonly alg: 'EdDSA' | 'ES256';
  readonly sign: CryptoKey;
  readonly verify: CryptoKey;
}

/** Keys as they are now; imported once for each state of the secrets. */
export class SigningKeys {
  readonly #read: ReadSecrets;
  #of: RelaySecrets | null = null;
  #keys: Promise<readonly SigningKey[]> = Promise.resolve([]);

  constructor(read: ReadSecrets) {
    this.#read = read;
  }

  /** Changes with the keys, so that what was checked with older ones is checked again. */
  get version(): RelaySecrets {
    return this.#read();
  }

  /** The first one signs. */
  all(): Promise<readonly SigningKey[]> {
    const secrets = this.#read();
    if (secrets !== this.#of) {
      this.#of = secrets;
      this.#keys = Promise.all(secrets.signingKeys.map(importSigningKey));
    }
    return this.#keys;
  }
}

/** Tries all keys. Rejects with a `ConfigProblem` for one that is none of its kind, or whose public half does not verify what it signs. */
export async function requireUsefulKeys({ signingKeys }: Pick<RelaySecrets, 'signingKeys'>): Promise<void> {
  for (const [index, jwk] of signingKeys.entries()) {
    if (await isUseful(jwk)) continue;
    throw new ConfigProblem(
      'RELAY_SIGNING_KEYS',
      `holds a key, number ${index + 1}, that cannot sign, or whose public half is not its own.`,
    );
  }
}

async function isUseful(jwk: JWK): Promise<boolean> {
  try {
    const { alg, sign, verify } = await importSigningKey(jwk);
    const signed = await new CompactSign(new Uint8Array(1)).setProtectedHeader({ alg }).sign(sign);
    await compactVerify(signed, verify);
    return true;
  } catch {
    return false;
  }
}

async function importSigningKey(jwk: JWK): Promise<SigningKey> {
  const alg = jwk.kty === 'OKP' ? 'EdDSA' : 'ES256';
  const { kty = '', crv = '', x = '', y, kid = '' } = jwk;
  const open: JWK = { kty, crv, x, ...(y === undefined ? {} : { y }) };
  const [sign, verify] = await Promise.all([
    importJWK({ ...open, d: jwk.d ?? '' }, alg),
    importJWK(open, alg),
  ]);
  if (sign instanceof Uint8Array || verify instanceof Uint8Array) throw new TypeError('No key pair.');
  return { kid, alg, sign, verify };
}
