import { createBLAKE3, createSHA256, createXXHash3, createXXHash64, type IHasher } from 'hash-wasm';
import { noiseOf } from './chunk-reads';

export const HASHES = ['XXH64', 'XXH3', 'BLAKE3', 'SHA-256 in WASM', 'SHA-256 in WebCrypto'] as const;
export type HashName = (typeof HASHES)[number];

const CHUNK_BYTES = 8 * 2 ** 20;
/** 128 MiB in all. */
const CHUNKS = 16;

const IN_WASM: Readonly<Record<Exclude<HashName, 'SHA-256 in WebCrypto'>, () => Promise<IHasher>>> = {
  XXH64: createXXHash64,
  XXH3: createXXHash3,
  BLAKE3: createBLAKE3,
  'SHA-256 in WASM': createSHA256,
};

/** Hashes chunks of 8 MiB, each on its own, one after the other. */
export async function timeHash(name: HashName): Promise<{ readonly ms: number; readonly bytes: number }> {
  const chunk = noiseOf(CHUNK_BYTES);
  const hash = await hashOf(name);
  // Compiles the loop.
  await hash(chunk);
  const start = performance.now();
  for (let round = 0; round < CHUNKS; round += 1) await hash(chunk);
  return { ms: performance.now() - start, bytes: CHUNKS * CHUNK_BYTES };
}

async function hashOf(name: HashName): Promise<(chunk: Uint8Array<ArrayBuffer>) => Promise<unknown>> {
  if (name === 'SHA-256 in WebCrypto') return (chunk) => crypto.subtle.digest('SHA-256', chunk);
  const hasher = await IN_WASM[name]();
  return async (chunk) => hasher.init().update(chunk).digest('hex');
}
