import { CANCELLED, DesksideError } from '../contracts/failure';
import type { InstallProgress, ModelEntry } from '../contracts/model';
import { systemClock, type Clock } from '../platform/clock';
import { browserLocks, type Locks } from '../platform/locks';
import { estimateStorage, type EstimateStorage } from '../platform/storage-estimate';
import { modelBytes } from './catalogue';
import type { Fetch } from './file-download';
import { installFile } from './install-file';
import { createProgressReporter, type ProgressReporter } from './install-progress';
import { fetchDamaged } from './fetch-damaged';
import { describeFullStorage, requireSpace } from './quota-check';
import { CHUNK_BYTES, chunksOf } from './weight-chunks';
import type { ManifestFile, WeightManifest } from './weight-storage';
import { installLockOf, type WeightStore } from './weight-store';
import { findDamage } from './weight-verification';

export interface Installer {
  /**
   * Makes the model present: fetches what is missing, reads all of it back, and only then writes the manifest. Goes on where an earlier
   * try ended. While another tab installs the same model it waits, then finds it there.
   * Rejects with `quota-exceeded`, `download-failed`, `integrity-failed`, `storage-unavailable` or `cancelled`; the model is then absent or partial.
   */
  install(entry: ModelEntry, options?: InstallOptions): Promise<void>;
  /**
   * Reads every stored byte of an installed model and fetches the damaged chunks again, and only these. Returns how many.
   * Rejects with `model-missing`, or as `install` does; what could be mended stays mended.
   */
  repair(entry: ModelEntry, options?: { readonly signal?: AbortSignal }): Promise<number>;
}

export interface InstallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: InstallProgress) => void;
}

export interface InstallerOptions {
  readonly store: WeightStore;
  readonly fetch?: Fetch;
  readonly locks?: Locks;
  readonly estimate?: EstimateStorage;
  readonly clock?: Clock;
  readonly chunkBytes?: number;
}

/** A chunk that does not read back as written is fetched once more; a disk that fails twice is broken. */
const ROUNDS = 2;

export function createInstaller({
  store,
  fetch = (input, init) => globalThis.fetch(input, init),
  locks = browserLocks(),
  estimate = estimateStorage,
  clock = systemClock,
  chunkBytes = CHUNK_BYTES,
}: InstallerOptions): Installer {
  const { storage } = store;

  async function install(entry: ModelEntry, { signal, onProgress }: InstallOptions): Promise<void> {
    const progress = createProgressReporter({
      modelId: entry.id,
      totalBytes: modelBytes(entry),
      clock,
      onProgress,
    });
    if ((await store.status(entry.id)).state !== 'installed') {
      await dropStale(entry);
      await requireRoom(entry);
      await storage.putManifest(await fetchAndVerify(entry, progress, signal));
    }
    progress.done();
  }

  async function fetchAndVerify(
    entry: ModelEntry,
    progress: ProgressReporter,
    signal: AbortSignal | undefined,
  ): Promise<WeightManifest> {
    for (let round = 1; ; round += 1) {
      progress.begin('fetching');
      const files: ManifestFile[] = [];
      for (const file of entry.files)
        files.push(await installFile({ entry, file, storage, fetch, chunkBytes, progress, signal }));
      const manifest = { modelId: entry.id, chunkBytes, files, installedAt: clock.now() };
      progress.begin('verifying');
      const damaged = await findDamage(storage, manifest, { signal, onBytes: progress.received });
      if (damaged.length === 0) return manifest;
      if (round === ROUNDS) throw storageLoses(entry, damaged.length);
      for (const { path, index } of damaged) await storage.deleteChunks(entry.id, path, index);
    }
  }

  /** Chunks of other versions of the model's files, or cut to another size; they would only take up space. */
  async function dropStale(entry: ModelEntry): Promise<void> {
    const files = new Map(entry.files.map((file) => [file.path, file]));
    for (const chunk of await storage.chunks(entry.id)) {
      const file = files.get(chunk.path);
      const fits =
        file?.sha256 === chunk.fileSha256 &&
        chunksOf(file, chunkBytes)[chunk.index]?.bytes === chunk.data.size;
      if (!fits) await storage.deleteChunks(entry.id, chunk.path, chunk.index);
    }
  }

  async function missingBytes(entry: ModelEntry): Promise<number> {
    const { totalBytes, storedBytes } = await store.status(entry.id);
    return totalBytes - storedBytes;
  }

  async function requireRoom(entry: ModelEntry): Promise<void> {
    if (storage.persistent) await requireSpace(entry.name, await missingBytes(entry), estimate);
  }

  /** What went wrong, in words that fit an install. */
  async function explain(
    error: unknown,
    entry: ModelEntry,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    if (signal?.aborted) return new DesksideError(CANCELLED, { cause: error });
    if (error instanceof DesksideError && error.failure.code === 'quota-exceeded' && storage.persistent)
      return describeFullStorage(entry.name, await missingBytes(entry), estimate);
    return error;
  }

  async function repair(entry: ModelEntry, signal: AbortSignal | undefined): Promise<number> {
    const { manifest, damaged } = await store.verify(entry.id, signal ? { signal } : {});
    await fetchDamaged({ storage, entry, manifest, damaged, fetch, signal });
    return damaged.length;
  }

  /** One writer of a model at a time, in this tab and the others. */
  async function alone<T>(
    entry: ModelEntry,
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await locks.run(installLockOf(entry.id), signal, work);
    } catch (error) {
      throw await explain(error, entry, signal);
    }
  }

  return {
    install: (entry, options = {}) => alone(entry, options.signal, () => install(entry, options)),
    repair: (entry, { signal } = {}) => alone(entry, signal, () => repair(entry, signal)),
  };
}

function storageLoses(entry: ModelEntry, count: number): DesksideError {
  return new DesksideError({
    code: 'integrity-failed',
    message: `The browser did not keep “${entry.name}” as it was stored. Check that the disk is healthy and has free space, restart the browser, and try again.`,
    retryable: false,
    detail: `${count} chunks differ when read back`,
  });
}
