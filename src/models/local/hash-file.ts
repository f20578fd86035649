import { createRunningSha256 } from '../sha256';
import { unreadableFile } from './unreadable-file';

/**
 * SHA-256 of a file of any size, of which one piece is in memory at a time. Rejects with `integrity-failed` when the file cannot be read,
 * or with the signal's reason.
 */
export async function hashFile(
  name: string,
  blob: Blob,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<string> {
  const running = await createRunningSha256();
  const reader = blob.stream().getReader();
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw unreadableFile(name, error);
      });
      if (done) return running.digest();
      running.update(value);
      onBytes(value.byteLength);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
