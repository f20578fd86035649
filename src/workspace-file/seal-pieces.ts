import { DesksideError } from '../contracts/failure';
import { NONCE_PREFIX_BYTES } from './sealed-header';
import { CHANGED } from './workspace-failures';

/**
 * Pieces of a file, each sealed with AES-256-GCM, as in STREAM (Hoang, Reyhanitabar, Rogaway, Vizár, “Online Authenticated-Encryption and
 * its Nonce-Reuse Misuse-Resistance”, CRYPTO 2015): the nonce is a prefix, the number of the piece, and whether it is the last, so that
 * pieces cannot be left out, exchanged or cut off unnoticed. The header is authenticated with each.
 */
export interface PieceCipher {
  readonly key: CryptoKey;
  readonly noncePrefix: Uint8Array<ArrayBuffer>;
  readonly header: Uint8Array<ArrayBuffer>;
}

/** Bytes that sealing adds to a piece. */
export const TAG_BYTES = 16;
/** Numbers have 32 bits. */
export const MOST_PIECES = 2 ** 32;

export async function sealPiece(
  cipher: PieceCipher,
  text: Uint8Array<ArrayBuffer>,
  index: number,
  isLast: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.encrypt(parameters(cipher, index, isLast), cipher.key, text));
}

/** Rejects with `import-damaged` when the piece is not the one that was sealed at this place. */
export async function openPiece(
  cipher: PieceCipher,
  sealed: ArrayBuffer,
  index: number,
  isLast: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(parameters(cipher, index, isLast), cipher.key, sealed));
  } catch (error) {
    throw new DesksideError(CHANGED, { cause: error });
  }
}

function parameters({ noncePrefix, header }: PieceCipher, index: number, isLast: boolean): AesGcmParams {
  const iv = new Uint8Array(NONCE_PREFIX_BYTES + 5);
  iv.set(noncePrefix);
  new DataView(iv.buffer).setUint32(NONCE_PREFIX_BYTES, index);
  iv[iv.length - 1] = isLast ? 1 : 0;
  return { name: 'AES-GCM', iv, additionalData: header, tagLength: TAG_BYTES * 8 };
}
