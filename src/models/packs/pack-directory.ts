import {
  BlobReader,
  ERR_AMBIGUOUS_ARCHIVE,
  ERR_ENCRYPTED,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_OVERLAPPING_ENTRY,
  ERR_UNSAFE_FILENAME,
  ZipReader,
  type FileEntry,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { DesksideError, type Failure } from '../../contracts/failure';
import { damagedPack, encryptedPack, refusedPack } from './pack-failures';

/** What a pack's zip directory lists. Nothing is unpacked: files are stored as they are, so each is a slice of the pack. */
export interface PackDirectory {
  has(path: string): boolean;
  /** Bytes of the file as the directory states them; undefined if it is not listed. */
  bytesOf(path: string): number | undefined;
  /** The bytes of a listed file. Rejects with a `DesksideError` unless they are stored plainly and are its own. */
  slice(path: string): Promise<Blob>;
}

/** Far more than any model has, system files of other zip tools included. */
const MOST_ENTRIES = 5000;
const STORED = 0;

/** Reads the directory at the end of the zip file and nothing else. Rejects with a `DesksideError`. */
export async function openPackDirectory(pack: Blob): Promise<PackDirectory> {
  const files = await orFailure(() => listFiles(pack));
  return {
    has: (path) => files.has(path),
    bytesOf: (path) => files.get(path)?.uncompressedSize,
    slice: (path) => orFailure(() => sliceOf(pack, path, files.get(path))),
  };
}

async function listFiles(pack: Blob): Promise<Map<string, FileEntry>> {
  // Strict: what two zip tools could read in two ways is refused, as are names that lead out of the folder and names that come twice.
  const reader = new ZipReader(new BlobReader(pack), { useWebWorkers: false, strictness: 'strict' });
  const files = new Map<string, FileEntry>();
  for await (const entry of reader.getEntriesGenerator()) {
    if (entry.directory) continue;
    if (files.size === MOST_ENTRIES) throw new DesksideError(refusedPack('it lists far too many files'));
    files.set(entry.filename, entry);
  }
  return files;
}

async function sliceOf(pack: Blob, path: string, entry: FileEntry | undefined): Promise<Blob> {
  if (!entry) throw new DesksideError(damagedPack(`${path} is not in it`));
  if (entry.encrypted) throw new DesksideError(encryptedPack());
  if (entry.compressionMethod !== STORED || entry.compressedSize !== entry.uncompressedSize)
    throw new DesksideError(refusedPack(`“${path}” in it is compressed; packs hold files as they are`));
  // Reads the file's own header, compares it with the directory, and refuses bytes that belong to another file as well.
  await entry.getData(new WritableStream(), { checkOverlappingEntryOnly: true });
  const start = entry.localDirectory?.dataOffset;
  if (start === undefined) throw new DesksideError(damagedPack(`${path} has no header`));
  return pack.slice(start, start + entry.uncompressedSize);
}

async function orFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw thrown instanceof DesksideError ? thrown : new DesksideError(zipFailure(thrown), { cause: thrown });
  }
}

function zipFailure(thrown: unknown): Failure {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  switch (message) {
    case ERR_UNSAFE_FILENAME:
      return refusedPack('it names files outside its own folder, as harmful archives do', message);
    case ERR_ENCRYPTED:
    case ERR_ENCRYPTED_CENTRAL_DIRECTORY:
      return encryptedPack();
    case ERR_OVERLAPPING_ENTRY:
    case ERR_AMBIGUOUS_ARCHIVE:
      return refusedPack('its directory can be read in more than one way, as in harmful archives', message);
    default:
      return damagedPack(message);
  }
}
