import type { Failure } from '../contracts/failure';
import type { ModelEntry, ModelVariant } from '../contracts/model';
import { isShortOfMemory } from '../platform/memory-limits';

/** Why a machine of this memory must not load the variant, or null. A browser that does not tell its memory gets the benefit of the doubt. */
export function findMemoryShortage(
  entry: Pick<ModelEntry, 'name'>,
  variant: Pick<ModelVariant, 'peakBytes'>,
  machineGiB: number | null,
): Failure | null {
  if (!isShortOfMemory(variant.peakBytes, machineGiB)) return null;
  const needed = (variant.peakBytes / 2 ** 30).toFixed(1);
  return {
    code: 'out-of-memory',
    message:
      `${entry.name} needs about ${needed} GiB of memory while it loads, too much for this machine's ${machineGiB} GiB. ` +
      'Deskside goes on without it; a machine with more memory or a graphics processor can run it.',
    retryable: false,
  };
}
