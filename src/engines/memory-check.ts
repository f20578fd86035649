import type { Failure } from '../contracts/failure';
import type { ModelEntry, ModelVariant } from '../contracts/model';

/** A page gets about half of a machine's memory before the system begins to end it. */
const SHARE_OF_MACHINE = 0.5;
const BYTES_IN_GIB = 2 ** 30;
/** The most that Chromium reports: it stands for this much or more, which is no reason to refuse anything. */
const MOST_REPORTED_GIB = 8;

/** Why a machine of this memory must not load the variant, or null. A browser that does not tell its memory gets the benefit of the doubt. */
export function findMemoryShortage(
  entry: Pick<ModelEntry, 'name'>,
  variant: Pick<ModelVariant, 'peakBytes'>,
  machineGiB: number | null,
): Failure | null {
  if (machineGiB === null || machineGiB >= MOST_REPORTED_GIB) return null;
  if (machineGiB * BYTES_IN_GIB * SHARE_OF_MACHINE >= variant.peakBytes) return null;
  const needed = (variant.peakBytes / BYTES_IN_GIB).toFixed(1);
  return {
    code: 'out-of-memory',
    message:
      `${entry.name} needs about ${needed} GiB of memory while it loads, too much for this machine's ${machineGiB} GiB. ` +
      'Deskside goes on without it; a machine with more memory or a graphics processor can run it.',
    retryable: false,
  };
}
