import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** A private key for `RELAY_SIGNING_KEYS`, named after its day so that one sees which is the older. */
export async function newSigningKey(now: number): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const kid = `${new Date(now).toISOString().slice(0, 10)}-${crypto.randomUUID().slice(0, 8)}`;
  return { ...(await exportJWK(privateKey)), kid, alg: 'EdDSA' };
}
