import type { ModelEntry, ModelFile, ModelMeasurement } from '../contracts/model';

/** A stored piece of a model's file. Counts for nothing until a manifest names its hash. */
export interface ChunkRecord {
  readonly modelId: string;
  readonly path: string;
  readonly index: number;
  /** Hash of the whole file it is a piece of, so that pieces of another version are never mixed in. */
  readonly fileSha256: string;
  readonly sha256: string;
  readonly data: Blob;
}

/** @param sha256 of `bytes`, which are copied: their buffer may be used again */
export function chunkRecord(
  modelId: string,
  file: ModelFile,
  index: number,
  sha256: string,
  bytes: Uint8Array<ArrayBuffer>,
): ChunkRecord {
  return { modelId, path: file.path, index, fileSha256: file.sha256, sha256, data: new Blob([bytes]) };
}

export interface ManifestFile extends ModelFile {
  /** SHA-256 of each chunk, in order. */
  readonly chunks: readonly string[];
  /** XXH64 of each chunk, in order, to check reads for loading by; manifests of the first schema have none. */
  readonly checksums?: readonly string[];
}

/** What makes a model present: written last, after every chunk was read back and verified. */
export interface WeightManifest {
  readonly modelId: string;
  readonly chunkBytes: number;
  readonly files: readonly ManifestFile[];
  /** Milliseconds since 1970. */
  readonly installedAt: number;
}

/** A download that was begun and has not ended. */
export interface DownloadRecord {
  readonly modelId: string;
  /** `running` ones are taken up again at the next visit, `paused` ones when the user says so; the browser goes on with `background` ones by itself. */
  readonly wanted: 'running' | 'paused' | 'background';
  /** The entity tag under which a file was begun, by its address: what comes from there under another one is another file. */
  readonly entityTags: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** When it was handed over to the browser, milliseconds since 1970, and what for; of `background` ones. */
  readonly handedOver?: { readonly at: number; readonly addresses: readonly string[] };
}

/**
 * Where the weight store keeps its records. Each method is one transaction: done whole or not at all. Methods reject with
 * `quota-exceeded` or `storage-unavailable`.
 */
export interface WeightStorage {
  /** False when the records are gone with the page. */
  readonly persistent: boolean;
  manifest(modelId: string): Promise<WeightManifest | undefined>;
  manifests(): Promise<WeightManifest[]>;
  putManifest(manifest: WeightManifest): Promise<void>;
  /** By path and index. The data are handles; their bytes are not read. */
  chunks(modelId: string, path?: string): Promise<ChunkRecord[]>;
  putChunk(chunk: ChunkRecord): Promise<void>;
  deleteChunks(modelId: string, path: string, index?: number): Promise<void>;
  /** Manifest, chunks, download, measurement and last use; the entry of an added model stays listed. */
  deleteModel(modelId: string): Promise<void>;
  /** When each model was last read, milliseconds since 1970. */
  lastUses(): Promise<ReadonlyMap<string, number>>;
  putLastUse(modelId: string, at: number): Promise<void>;
  downloads(): Promise<DownloadRecord[]>;
  putDownload(record: DownloadRecord): Promise<void>;
  deleteDownload(modelId: string): Promise<void>;
  /** Models that the user added to the catalogue. */
  addedEntries(): Promise<ModelEntry[]>;
  putAddedEntry(entry: ModelEntry): Promise<void>;
  deleteAddedEntry(modelId: string): Promise<void>;
  measurements(): Promise<ModelMeasurement[]>;
  putMeasurement(measurement: ModelMeasurement): Promise<void>;
  close(): void;
}
