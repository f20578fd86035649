import { DesksideError } from '../contracts/failure';
import { SEAL_MARK } from '../contracts/workspace';
import { COSTLY_KEY, CUT_SHORT, newerWorkspace } from './workspace-failures';

/**
 * The beginning of a sealed file, in the clear: how the key is made of the passphrase. Numbers are big-endian.
 *
 * | bytes | what |
 * |---|---|
 * | 8 | `DSKSEAL` and the version of this layout |
 * | 4, 1, 1 | Argon2id: KiB of memory, passes, lanes |
 * | 16 | salt |
 * | 7 | prefix of all nonces |
 * | 4 | bytes of text in each piece but the last |
 * | 32 | shows whether a key is the right one |
 */
export interface SealedHeader {
  readonly kdf: KeyCost;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly noncePrefix: Uint8Array<ArrayBuffer>;
  readonly pieceBytes: number;
  readonly check: Uint8Array<ArrayBuffer>;
}

export interface KeyCost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

export const HEADER_BYTES = 73;
export const SALT_BYTES = 16;
export const NONCE_PREFIX_BYTES = 7;
const CHECK_BYTES = 32;

const MAGIC = new TextEncoder().encode(SEAL_MARK);
const LAYOUT = 1;

/** A file may ask for no more than this: whoever made it does not choose how long this machine is kept busy. */
const MOST: KeyCost = { memoryKiB: 512 * 1024, passes: 16, lanes: 16 };
const MOST_PIECE_BYTES = 4 * 1024 * 1024;

export function isSealed(start: Uint8Array): boolean {
  return MAGIC.every((byte, index) => start[index] === byte);
}

export function writeSealedHeader({
  kdf,
  salt,
  noncePrefix,
  pieceBytes,
  check,
}: SealedHeader): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  header.set(MAGIC, 0);
  header[7] = LAYOUT;
  view.setUint32(8, kdf.memoryKiB);
  header[12] = kdf.passes;
  header[13] = kdf.lanes;
  header.set(salt, 14);
  header.set(noncePrefix, 30);
  view.setUint32(37, pieceBytes);
  header.set(check, 41);
  return header;
}

/** @throws {DesksideError} `import-refused` or `import-damaged`. */
export function parseSealedHeader(bytes: Uint8Array<ArrayBuffer>): SealedHeader {
  if (bytes.length < HEADER_BYTES) throw new DesksideError(CUT_SHORT);
  if ((bytes[7] ?? 0) > LAYOUT) throw new DesksideError(newerWorkspace(''));
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const kdf = { memoryKiB: view.getUint32(8), passes: bytes[12] ?? 0, lanes: bytes[13] ?? 0 };
  const pieceBytes = view.getUint32(37);
  const isPossible = kdf.passes >= 1 && kdf.lanes >= 1 && kdf.memoryKiB >= 8 * kdf.lanes && pieceBytes >= 1;
  const isBearable =
    kdf.memoryKiB <= MOST.memoryKiB &&
    kdf.passes <= MOST.passes &&
    kdf.lanes <= MOST.lanes &&
    pieceBytes <= MOST_PIECE_BYTES;
  if (!isPossible || !isBearable) throw new DesksideError(COSTLY_KEY);
  return {
    kdf,
    salt: bytes.slice(14, 14 + SALT_BYTES),
    noncePrefix: bytes.slice(30, 30 + NONCE_PREFIX_BYTES),
    pieceBytes,
    check: bytes.slice(41, 41 + CHECK_BYTES),
  };
}
