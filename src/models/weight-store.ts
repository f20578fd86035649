import type { Failure } from '../contracts/failure';
import type { ModelEntry, ModelStatus, WeightReader } from '../contracts/model';
import { systemClock, type Clock } from '../platform/clock';
import { browserLocks, type Locks } from '../platform/locks';
import { fetchedCacheOf } from './background/fetched-cache-name';
import { CATALOGUE, modelBytes } from './catalogue';
import { createChecksum } from './checksum';
import { modelMissing } from './model-failures';
import { openWeightStorage } from './open-weight-storage';
import { bySha256, findDamage, isComplete, type DamagedChunk } from './weight-verification';
import type { WeightManifest, WeightStorage } from './weight-storage';

export interface Verification {
  readonly manifest: WeightManifest;
  readonly damaged: readonly DamagedChunk[];
}

/** The one place where the bytes of models live. Works in pages and workers; all contexts of the origin see the same models. */
export interface WeightStore {
  /** Why models are gone when the page closes; null when they are kept. */
  readonly notice: Failure | null;
  /** For the installer, which writes what the store reads. */
  readonly storage: WeightStorage;
  /** A model of the catalogue, or one that the user added. */
  entry(modelId: string): Promise<ModelEntry | undefined>;
  /** Reads no weights and writes nothing. `damaged`: installed once, but a chunk is missing or was found to hold other bytes. */
  status(modelId: string): Promise<ModelStatus>;
  /** Rejects with `model-missing` unless the model is installed or damaged. */
  reader(modelId: string): Promise<WeightReader>;
  /** Reads every byte, drops what is not as it was stored and tells what that was. Rejects with `model-missing`. */
  verify(
    modelId: string,
    options?: { readonly signal?: AbortSignal; readonly onBytes?: (bytes: number) => void },
  ): Promise<Verification>;
  /** Lets an unfinished download wait for the user, whatever became of the one who ran it. */
  pauseDownload(modelId: string): Promise<void>;
  /** Waits for an install of the model in another tab. */
  remove(modelId: string): Promise<void>;
  close(): void;
}

export interface WeightStoreOptions {
  readonly catalogue?: readonly ModelEntry[];
  readonly clock?: Clock;
  readonly locks?: Locks;
}

/**
 * Opens the store in IndexedDB, or in memory where the browser has none to offer (see `notice`). Rejects with `storage-unavailable` when
 * the database was made by a newer version of the app.
 */
export async function openWeightStore(options: WeightStoreOptions = {}): Promise<WeightStore> {
  const { storage, notice } = await openWeightStorage();
  return createWeightStore(storage, { ...options, notice });
}

export function createWeightStore(
  storage: WeightStorage,
  {
    catalogue = CATALOGUE,
    clock = systemClock,
    locks = browserLocks(),
    notice = null,
  }: WeightStoreOptions & { readonly notice?: Failure | null } = {},
): WeightStore {
  async function find(modelId: string): Promise<ModelEntry | undefined> {
    const known = catalogue.find((entry) => entry.id === modelId);
    if (known) return known;
    // In memory, an added entry comes from another context together with its manifest.
    if (!storage.persistent) await storage.manifest(modelId);
    return (await storage.addedEntries()).find((entry) => entry.id === modelId);
  }

  /** The manifest, if it is of the files that the catalogue pins. */
  async function currentManifest(modelId: string): Promise<WeightManifest | undefined> {
    const manifest = await storage.manifest(modelId);
    const entry = await find(modelId);
    return manifest && (!entry || hasFilesOf(manifest, entry)) ? manifest : undefined;
  }

  async function requireManifest(modelId: string): Promise<WeightManifest> {
    const manifest = await currentManifest(modelId);
    if (!manifest) throw modelMissing((await find(modelId))?.name ?? modelId);
    return manifest;
  }

  return {
    notice,
    storage,
    entry: find,

    async status(modelId) {
      const [entry, manifest] = await Promise.all([find(modelId), currentManifest(modelId)]);
      // Only now: in memory, a model of another context comes with its manifest.
      const [chunks, lastUses] = await Promise.all([storage.chunks(modelId), storage.lastUses()]);
      const wanted = new Set((entry ?? manifest)?.files.map((file) => file.sha256));
      const usable = chunks.filter((chunk) => wanted.has(chunk.fileSha256));
      return {
        modelId,
        state: manifest
          ? isComplete(manifest, usable)
            ? 'installed'
            : 'damaged'
          : usable.length > 0
            ? 'partial'
            : 'absent',
        storedBytes: usable.reduce((sum, chunk) => sum + chunk.data.size, 0),
        totalBytes: modelBytes(entry ?? manifest ?? { files: [] }),
        lastUsedAt: lastUses.get(modelId) ?? null,
      };
    },

    async reader(modelId) {
      const manifest = await requireManifest(modelId);
      // Only for showing; a reader must not fail because the disk is full.
      await storage.putLastUse(modelId, clock.now()).catch(() => undefined);
      const modelName = (await find(modelId))?.name ?? modelId;
      const { createWeightReader } = await import('./weight-reader');
      return createWeightReader({ storage, manifest, modelName, checksum: await createChecksum() });
    },

    async verify(modelId, options = {}) {
      const manifest = await requireManifest(modelId);
      const damaged = await findDamage(storage, manifest, { check: bySha256, ...options });
      // From now on every tab sees the model as damaged.
      for (const { path, index } of damaged) await storage.deleteChunks(modelId, path, index);
      return { manifest, damaged };
    },

    async pauseDownload(modelId) {
      // Whoever writes the model has been told to stop and notes it, or has begun anew since, which this must not undo.
      await locks.runIfFree(installLockOf(modelId), async () => {
        const record = (await storage.downloads()).find((download) => download.modelId === modelId);
        if (record) await storage.putDownload({ ...record, wanted: 'paused' });
      });
    },

    remove: (modelId) =>
      locks.run(installLockOf(modelId), undefined, async () => {
        await storage.deleteModel(modelId);
        if ('caches' in globalThis) await caches.delete(fetchedCacheOf(modelId));
      }),

    close: () => storage.close(),
  };
}

/** Whoever writes a model's records holds the lock of this name. */
export const installLockOf = (modelId: string): string => `deskside-model-${modelId}`;

function hasFilesOf(manifest: WeightManifest, entry: ModelEntry): boolean {
  return (
    manifest.files.length === entry.files.length &&
    entry.files.every((file) =>
      manifest.files.some((stored) => stored.path === file.path && stored.sha256 === file.sha256),
    )
  );
}
