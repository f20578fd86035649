import { CANCELLED, DesksideError } from '../contracts/failure';
import type { InstallProgress, ModelEntry, ModelFile } from '../contracts/model';
import { NO_MODEL_SOURCES, type ModelSources } from '../contracts/model-sources';
import { systemClock, type Clock } from '../platform/clock';
import { browserLocks, type Locks } from '../platform/locks';
import { toMemoryError } from '../platform/memory-error';
import { estimateStorage, type EstimateStorage } from '../platform/storage-estimate';
import type { FetchedChunks, OpenFetchedChunks } from './background/fetched-chunks';
import { modelBytes } from './catalogue';
import { createChecksum } from './checksum';
import { noAddress } from './download-failures';
import { DOWNLOAD_PATIENCE, type DownloadPatience } from './download-patience';
import { openDownloadRecord } from './download-record';
import type { Fetch } from '../platform/fetch';
import { fetchDamaged } from './fetch-damaged';
import { fileAddresses } from './file-addresses';
import { NO_ENTITY_TAGS, type EntityTags, type FileDownloadOptions } from './file-download';
import { installFile } from './install-file';
import { installFiles } from './install-files';
import { createProgressReporter, type ProgressReporter } from './install-progress';
import { damagedSource, unreadableSource, wrongFile } from './model-failures';
import { describeFullStorage, requireSpace } from './quota-check';
import { dropStaleChunks } from './stale-chunks';
import { CHUNK_BYTES } from './weight-chunks';
import type { WeightManifest } from './weight-storage';
import { installLockOf, type WeightStore } from './weight-store';
import { byChecksum, findDamage } from './weight-verification';

export interface Installer {
  /**
   * Makes the model present: fetches what is missing, reads all of it back, and only then writes the manifest. Goes on where an earlier
   * try ended. While another tab installs the same model it waits, then finds it there.
   * Rejects with `quota-exceeded`, `download-failed`, `integrity-failed`, `source-not-allowed`, `storage-unavailable` or `cancelled`; the model is then
   * absent or partial.
   */
  install(entry: ModelEntry, options?: InstallOptions): Promise<void>;
  /**
   * Reads every stored byte of an installed model and fetches the damaged chunks again, and only these. Returns how many.
   * Rejects with `model-missing`, or as `install` does; what could be mended stays mended.
   */
  repair(entry: ModelEntry, options?: Omit<InstallOptions, 'local'>): Promise<number>;
}

export interface InstallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: InstallProgress) => void;
  readonly sources?: ModelSources;
  /** Answers for all files, in place of any server: the bytes are in a pack or in files of the user's. */
  readonly local?: Fetch;
}

export interface InstallerOptions {
  readonly store: WeightStore;
  readonly fetch?: Fetch;
  readonly locks?: Locks;
  readonly estimate?: EstimateStorage;
  readonly clock?: Clock;
  readonly chunkBytes?: number;
  readonly patience?: DownloadPatience;
  /** Finds what the browser has fetched of a model without a page. */
  readonly openFetched?: OpenFetchedChunks;
}

/** A chunk that does not read back as written is fetched once more; a disk that fails twice is broken. */
const ROUNDS = 2;
/**
 * One connection to a hub's network fills most lines, and a second covers its start-up. A third gained nothing and left 70 MiB more of garbage at
 * the peak of a large install.
 */
const FILES_AT_A_TIME = 2;

export function createInstaller({
  store,
  fetch = (input, init) => globalThis.fetch(input, init),
  locks = browserLocks(),
  estimate = estimateStorage,
  clock = systemClock,
  chunkBytes = CHUNK_BYTES,
  patience = DOWNLOAD_PATIENCE,
  openFetched = async () => null,
}: InstallerOptions): Installer {
  const { storage } = store;

  async function install(entry: ModelEntry, options: InstallOptions): Promise<void> {
    const { signal, onProgress } = options;
    const totalBytes = modelBytes(entry);
    const progress = createProgressReporter({ modelId: entry.id, totalBytes, clock, onProgress });
    const { state } = await store.status(entry.id);
    if (state === 'damaged') await repair(entry, options);
    else if (state !== 'installed') {
      await dropStaleChunks(storage, entry, chunkBytes);
      const fetched = options.local ? null : await openFetched(entry.id, options.sources ?? NO_MODEL_SOURCES);
      await requireRoom(entry, fetched?.bytes);
      // What is local cannot be taken up again by a later visit, which does not have the files.
      const record = options.local ? null : await openDownloadRecord(storage, entry.id, clock.now());
      const manifest = await fetchAndVerify(entry, options, progress, fetched, record?.entityTags).catch(
        async (error: unknown) => {
          await record?.fail(error, signal);
          throw error;
        },
      );
      await storage.putManifest(manifest);
      await fetched?.remove();
    }
    await storage.deleteDownload(entry.id);
    progress.done();
  }

  async function fetchAndVerify(
    entry: ModelEntry,
    options: InstallOptions,
    progress: ProgressReporter,
    fetched: FetchedChunks | null,
    entityTags: EntityTags | undefined,
  ): Promise<WeightManifest> {
    const { signal } = options;
    const checksum = await createChecksum();
    for (let round = 1; ; round += 1) {
      progress.begin('fetching');
      const files = await installFiles(entry.files, FILES_AT_A_TIME, signal, (file, ended) => {
        const download = downloadOptions(entry, file, { ...options, signal: ended }, entityTags);
        return installFile({
          ...download,
          ...{ modelId: entry.id, storage, chunkBytes, checksum, progress },
          fetched: fetched?.ofFile(file, download.addresses, download.entityTags),
          wrongFile: options.local ? damagedSource : wrongFile,
        });
      });
      const manifest = { modelId: entry.id, chunkBytes, files, installedAt: clock.now() };
      progress.begin('verifying');
      const damaged = await findDamage(storage, manifest, {
        check: byChecksum(checksum),
        signal,
        onBytes: progress.received,
      });
      if (damaged.length === 0) return manifest;
      if (round === ROUNDS) throw storageLoses(entry, damaged.length);
      for (const { path, index } of damaged) await storage.deleteChunks(entry.id, path, index);
    }
  }

  function downloadOptions(
    entry: ModelEntry,
    file: ModelFile,
    { signal, sources = NO_MODEL_SOURCES, local }: InstallOptions,
    // For a few chunks whose hashes are known, a tag says nothing more.
    entityTags: EntityTags = NO_ENTITY_TAGS,
  ): FileDownloadOptions {
    const [first, ...others] = local
      ? [`local:${entry.id}/${file.path}`]
      : fileAddresses(entry, file, sources);
    if (first === undefined) throw noAddress(entry.name, entry.source.kind, file.address);
    return {
      ...{ file, clock, entityTags, signal },
      // What cannot be read here now cannot be read in a moment either.
      patience: local ? { ...patience, tries: 1 } : patience,
      addresses: [first, ...others],
      fetch: local ?? fetch,
    };
  }

  async function missingBytes(entry: ModelEntry): Promise<number> {
    const { totalBytes, storedBytes } = await store.status(entry.id);
    return totalBytes - storedBytes;
  }

  /** @param fetchedBytes are there already, and only move */
  async function requireRoom(entry: ModelEntry, fetchedBytes = 0): Promise<void> {
    if (!storage.persistent) return;
    await requireSpace(entry.name, Math.max(0, (await missingBytes(entry)) - fetchedBytes), estimate);
  }

  /** What went wrong, in words that fit an install. */
  async function explain(
    error: unknown,
    entry: ModelEntry,
    { signal, local }: InstallOptions,
  ): Promise<unknown> {
    if (signal?.aborted) return new DesksideError(CANCELLED, { cause: error });
    const code = error instanceof DesksideError ? error.failure.code : null;
    if (code === 'quota-exceeded' && storage.persistent)
      return describeFullStorage(entry.name, await missingBytes(entry), estimate);
    if (code === 'download-failed' && local) return unreadableSource(entry.name, error);
    return toMemoryError(error) ?? error;
  }

  async function repair(entry: ModelEntry, options: Omit<InstallOptions, 'local'>): Promise<number> {
    const { signal, onProgress } = options;
    const totalBytes = modelBytes(entry);
    const progress = createProgressReporter({ modelId: entry.id, totalBytes, clock, onProgress });
    progress.begin('verifying');
    const { manifest, damaged } = await store.verify(entry.id, {
      ...(signal ? { signal } : {}),
      onBytes: progress.received,
    });
    if (damaged.length > 0) {
      progress.begin('fetching');
      const onPiece = (piece: Uint8Array): void => progress.received(piece.byteLength);
      const optionsFor = (file: ModelFile) => ({ ...downloadOptions(entry, file, options), onPiece });
      await fetchDamaged({ storage, manifest, damaged, optionsFor });
    }
    progress.done();
    return damaged.length;
  }

  /** One writer of a model at a time, in this tab and the others. */
  async function alone<T>(entry: ModelEntry, options: InstallOptions, work: () => Promise<T>): Promise<T> {
    try {
      return await locks.run(installLockOf(entry.id), options.signal, work);
    } catch (error) {
      throw await explain(error, entry, options);
    }
  }

  return {
    install: (entry, options = {}) => alone(entry, options, () => install(entry, options)),
    repair: (entry, options = {}) => alone(entry, options, () => repair(entry, options)),
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
