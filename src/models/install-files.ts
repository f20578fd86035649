import type { ModelFile } from '../contracts/model';
import type { ManifestFile } from './weight-storage';

/**
 * Installs the files of a model, a few at a time, in the order in which they are named. The first failure ends the others, which keep what they
 * have stored; it is what the promise rejects with, once none of them runs any more.
 *
 * @param installOne stores one file; ends early when the signal that it is given aborts
 */
export async function installFiles(
  files: readonly ModelFile[],
  atATime: number,
  signal: AbortSignal | undefined,
  installOne: (file: ModelFile, signal: AbortSignal) => Promise<ManifestFile>,
): Promise<ManifestFile[]> {
  const ending = new AbortController();
  const ended = signal ? AbortSignal.any([signal, ending.signal]) : ending.signal;
  const installed = new Array<ManifestFile>(files.length);
  const waiting = [...files.entries()];
  let failure: { readonly error: unknown } | null = null;

  async function takeTurns(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, file] = next;
      try {
        installed[index] = await installOne(file, ended);
      } catch (error) {
        failure ??= { error };
        waiting.length = 0;
        ending.abort();
      }
    }
  }

  await Promise.all(Array.from({ length: atATime }, takeTurns));
  // The compiler does not see that `takeTurns` sets it.
  const found = failure as { readonly error: unknown } | null;
  if (found) throw found.error;
  return installed;
}
