import { toHex } from './hex';

/** SHA-256 as lower-case hex. WebCrypto hashes off the main thread, and fastest, but only what is in memory whole. */
export async function sha256(bytes: Uint8Array<ArrayBuffer> | ArrayBuffer): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** SHA-256 of a file too large for memory, fed piece by piece. For workers: it holds the thread up for some 3 ms a MB. */
export interface RunningSha256 {
  /** Takes pieces of any size. */
  update(bytes: Uint8Array): void;
  /** Lower-case hex; ends the run. */
  digest(): string;
}

/** hash-wasm does about 310 MB/s where @noble/hashes does 150; WebCrypto, which does 880, cannot be fed piece by piece. */
export async function createRunningSha256(): Promise<RunningSha256> {
  const { createSHA256 } = await import('hash-wasm');
  const hasher = await createSHA256();
  hasher.init();
  return {
    update: (bytes) => void hasher.update(bytes),
    digest: () => hasher.digest('hex'),
  };
}
