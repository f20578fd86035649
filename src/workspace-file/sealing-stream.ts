import { deriveKey, KEY_COST } from './passphrase-key';
import { NONCE_PREFIX_BYTES, SALT_BYTES, writeSealedHeader, type KeyCost } from './sealed-header';
import { MOST_PIECES, sealPiece, type PieceCipher } from './seal-pieces';

/** Also what a reader fetches at a time. */
const PIECE_BYTES = 64 * 1024;

/** Seals what passes through it, a piece in memory at a time. */
export async function createSealingStream(
  passphrase: string,
  kdf: KeyCost = KEY_COST,
): Promise<TransformStream<Uint8Array, Uint8Array>> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const noncePrefix = crypto.getRandomValues(new Uint8Array(NONCE_PREFIX_BYTES));
  const { key, check } = await deriveKey(passphrase, salt, kdf);
  const header = writeSealedHeader({ kdf, salt, noncePrefix, pieceBytes: PIECE_BYTES, check });
  const cipher: PieceCipher = { key, noncePrefix, header };
  const piece = new Uint8Array(PIECE_BYTES);
  let filled = 0;
  let index = 0;

  return new TransformStream({
    start(controller) {
      controller.enqueue(header);
    },
    async transform(bytes, controller) {
      for (let at = 0; at < bytes.byteLength;) {
        // A full piece waits until more comes, because the last is sealed otherwise.
        if (filled === PIECE_BYTES) {
          controller.enqueue(await sealPiece(cipher, piece, index, false));
          filled = 0;
          index += 1;
          if (index === MOST_PIECES - 1) throw new RangeError('The file would be too large to seal.');
        }
        const taken = bytes.subarray(at, at + PIECE_BYTES - filled);
        piece.set(taken, filled);
        filled += taken.byteLength;
        at += taken.byteLength;
      }
    },
    async flush(controller) {
      controller.enqueue(await sealPiece(cipher, piece.slice(0, filled), index, true));
    },
  });
}
