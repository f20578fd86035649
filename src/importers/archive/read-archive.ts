import {
  BlobReader,
  ERR_AMBIGUOUS_ARCHIVE,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_OVERLAPPING_ENTRY,
  ERR_UNSAFE_FILENAME,
  ZipReader,
  type FileEntry,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { DesksideError, type Failure } from '../../contracts/failure';
import { damagedArchive, ENCRYPTED, tooLargeWhenUnpacked, UNSAFE_NAME } from '../file-problems';

export interface ArchiveLimits {
  /** Largest sum of the unpacked sizes, in bytes. */
  readonly totalBytes: number;
  /** Largest unpacked size as a multiple of the packed one, for entries over `ratioFromBytes`. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  readonly entries: number;
}

/** Mail packs at most about twentyfold; a bomb a thousandfold. */
const ARCHIVE_LIMITS: ArchiveLimits = {
  totalBytes: 64 * 1024 ** 3,
  ratio: 200,
  ratioFromBytes: 16 * 1024 ** 2,
  entries: 200_000,
};

export interface ArchiveEntry {
  /** Path inside the archive, with `/`. */
  readonly path: string;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly encrypted: boolean;
  /** The unpacked bytes. Fails with a `DesksideError` when they are damaged or more than stated. */
  stream(signal: AbortSignal): ReadableStream<Uint8Array>;
}

/** Files of a zip archive, checked against the limits before anything is unpacked. Rejects with a `DesksideError`. */
export async function openArchive(blob: Blob, limits = ARCHIVE_LIMITS): Promise<ArchiveEntry[]> {
  // This code runs in a worker already; unpacking goes through the browser's own DecompressionStream.
  const reader = new ZipReader(new BlobReader(blob), { useWebWorkers: false, checkOverlappingEntry: true });
  try {
    const files: ArchiveEntry[] = [];
    let total = 0;
    for await (const entry of reader.getEntriesGenerator()) {
      if (entry.directory || isSystemFile(entry.filename)) continue;
      total += entry.uncompressedSize;
      checkLimits(entry, total, files.length, limits);
      files.push(toArchiveEntry(entry));
    }
    return files;
  } catch (thrown) {
    throw thrown instanceof DesksideError
      ? thrown
      : new DesksideError(archiveFailure(thrown), { cause: thrown });
  }
}

function checkLimits(entry: FileEntry, total: number, count: number, limits: ArchiveLimits): void {
  const { compressedSize, uncompressedSize } = entry;
  if (total > limits.totalBytes) refuse('fill your disk and memory');
  if (count >= limits.entries) refuse('give far too many files');
  if (uncompressedSize > limits.ratioFromBytes && uncompressedSize > compressedSize * limits.ratio) {
    refuse(`make it more than ${limits.ratio} times as large`);
  }
}

function refuse(reason: string): never {
  throw new DesksideError(tooLargeWhenUnpacked(reason));
}

function toArchiveEntry(entry: FileEntry): ArchiveEntry {
  return {
    path: entry.filename.replaceAll('\\', '/'),
    packedBytes: entry.compressedSize,
    unpackedBytes: entry.uncompressedSize,
    encrypted: entry.encrypted,
    stream: (signal) => unpack(entry, signal),
  };
}

function unpack(entry: FileEntry, signal: AbortSignal): ReadableStream<Uint8Array> {
  let unpacked = 0;
  const meter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      unpacked += chunk.length;
      // The stated size passed the limits; more than that is a lie.
      if (unpacked > entry.uncompressedSize) {
        controller.error(new DesksideError(tooLargeWhenUnpacked('give more than it states')));
      } else {
        controller.enqueue(chunk);
      }
    },
  });
  const done = entry.getData(meter.writable, { useWebWorkers: false, signal, checkSignature: true });
  done.catch((thrown: unknown) => {
    const failure = thrown instanceof DesksideError ? thrown.failure : archiveFailure(thrown);
    // The reader of the other end sees the failure; when that end was given up, nobody needs it.
    meter.writable.abort(new DesksideError(failure, { cause: thrown })).catch(() => undefined);
  });
  return meter.readable;
}

function archiveFailure(thrown: unknown): Failure {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (message === ERR_UNSAFE_FILENAME) return UNSAFE_NAME;
  if (message === ERR_ENCRYPTED_CENTRAL_DIRECTORY) return ENCRYPTED;
  if (message === ERR_OVERLAPPING_ENTRY || message === ERR_AMBIGUOUS_ARCHIVE) {
    return tooLargeWhenUnpacked('read the same bytes more than once');
  }
  return damagedArchive(message);
}

/** Files that macOS and Windows add to archives and folders. */
function isSystemFile(path: string): boolean {
  return /(?:^|[\\/])(?:__MACOSX[\\/]|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^\\/]*$)/i.test(path);
}
