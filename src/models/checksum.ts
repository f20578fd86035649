/** The checksum by which reads for loading are checked, as lower-case hex. */
export type Checksum = (bytes: Uint8Array) => string;

/**
 * XXH64. It finds what disks and browsers do to bytes (lost, cut, mixed up, flipped) at several GB/s, where SHA-256 would take longer than
 * the read itself; against somebody who wants to deceive, SHA-256 guards the download. See `docs/decisions/weight-store.md`.
 */
export async function createChecksum(): Promise<Checksum> {
  // Loaded with the first weights: the page itself must come fast.
  const { createXXHash64 } = await import('hash-wasm');
  const hasher = await createXXHash64();
  return (bytes) => hasher.init().update(bytes).digest('hex');
}
