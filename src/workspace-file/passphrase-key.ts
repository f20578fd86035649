import { argon2id } from 'hash-wasm';
import type { KeyCost } from './sealed-header';

/**
 * Memory and passes of RFC 9106's second choice; OWASP's minimum for Argon2id is 46 MiB with one pass. One lane, because WebAssembly computes
 * lanes one after the other.
 */
export const KEY_COST: KeyCost = { memoryKiB: 64 * 1024, passes: 3, lanes: 1 };

export interface SealingKey {
  /** AES-256-GCM. */
  readonly key: CryptoKey;
  /** Tells a wrong passphrase from a damaged file, and ties the file to one key: AES-GCM alone can be opened by two. */
  readonly check: Uint8Array<ArrayBuffer>;
}

/** For workers: it keeps the thread busy. The same characters typed on another system give the same key. */
export async function deriveKey(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  { memoryKiB, passes, lanes }: KeyCost,
): Promise<SealingKey> {
  const secret = await argon2id({
    password: passphrase.normalize('NFC'),
    salt,
    memorySize: memoryKiB,
    iterations: passes,
    parallelism: lanes,
    hashLength: 32,
    outputType: 'binary',
  });
  const root = await crypto.subtle.importKey('raw', new Uint8Array(secret), 'HKDF', false, [
    'deriveBits',
    'deriveKey',
  ]);
  const purpose = (info: string): HkdfParams => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(0),
    info: new TextEncoder().encode(info),
  });
  const key = await crypto.subtle.deriveKey(
    purpose('deskside workspace: pieces'),
    root,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
  const check = await crypto.subtle.deriveBits(purpose('deskside workspace: check'), root, 256);
  return { key, check: new Uint8Array(check) };
}
