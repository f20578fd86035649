import { toBase64Url } from '../base64';

/** Random enough for a verifier of RFC 7636, which wants 43 characters at least. */
const SECRET_BYTES = 48;

/** What nobody can guess, in characters that an address may hold: a state, a nonce, the verifier of a proof key. */
export function randomSecret(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}

/** The challenge that goes ahead of a verifier (RFC 7636, `S256`). */
export async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return toBase64Url(new Uint8Array(digest));
}
