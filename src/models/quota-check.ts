import { DesksideError } from '../contracts/failure';
import type { EstimateStorage } from '../platform/storage-estimate';

/** What the browser's bookkeeping takes beside the bytes themselves, generously. */
export const STORAGE_OVERHEAD = 1.02;

/** Rejects with `quota-exceeded` when `bytes` more do not fit, as far as the browser tells. */
export async function requireSpace(
  modelName: string,
  bytes: number,
  estimate: EstimateStorage,
): Promise<void> {
  const { used, quota } = await estimate();
  if (used === null || quota === null || bytes * STORAGE_OVERHEAD <= quota - used) return;
  throw quotaExceeded(modelName, bytes, quota - used);
}

/** The failure with both figures, for a download that the browser stopped in the middle. */
export async function describeFullStorage(
  modelName: string,
  bytes: number,
  estimate: EstimateStorage,
): Promise<DesksideError> {
  const { used, quota } = await estimate();
  return quotaExceeded(modelName, bytes, used === null || quota === null ? null : quota - used);
}

function quotaExceeded(modelName: string, needed: number, free: number | null): DesksideError {
  // The disk may be full where the browser's own account of it is not.
  const has =
    free === null || free >= needed ? 'no room for it' : `only ${megabytes(Math.max(0, free))} MB free`;
  return new DesksideError({
    code: 'quota-exceeded',
    message: `“${modelName}” needs ${megabytes(needed)} MB more, but the browser has ${has} for Deskside. Free some disk space or delete a model, then try again; what has arrived is kept.`,
    retryable: false,
    ...(free === null ? {} : { detail: `needed ${needed} bytes, free ${free} bytes` }),
  });
}

const megabytes = (bytes: number): string => Math.ceil(bytes / 1e6).toLocaleString('en-GB');
