import { toFailure } from '../contracts/failure';
import type { EntityTags } from './file-download';
import type { DownloadRecord, WeightStorage } from './weight-storage';

/** What is remembered of a download until it has ended, so that a later visit can take it up. */
export interface OpenDownloadRecord {
  readonly entityTags: EntityTags;
  /**
   * The download ended early. It is taken up again at the next visit where that can help; where the user has to do something first, or
   * has stopped it, it waits. Never rejects: the failure itself matters more.
   */
  fail(error: unknown, signal: AbortSignal | undefined): Promise<void>;
}

/** Notes that the model is being downloaded, with what an earlier try knew of its files. */
export async function openDownloadRecord(
  storage: WeightStorage,
  modelId: string,
  now: number,
): Promise<OpenDownloadRecord> {
  const earlier = (await storage.downloads()).find((record) => record.modelId === modelId);
  let record: DownloadRecord = {
    modelId,
    wanted: 'running',
    entityTags: earlier?.entityTags ?? {},
    startedAt: earlier?.startedAt ?? now,
  };
  await storage.putDownload(record);
  return {
    entityTags: {
      get: (address) => record.entityTags[address],
      async set(address, tag) {
        record = { ...record, entityTags: { ...record.entityTags, [address]: tag } };
        await storage.putDownload(record);
      },
    },
    async fail(error, signal) {
      if (!signal?.aborted && toFailure(error).retryable) return;
      await storage.putDownload({ ...record, wanted: 'paused' }).catch(() => undefined);
    },
  };
}
