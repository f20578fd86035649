import { TextReader, ZipWriter, type ReadableReader } from '@zip.js/zip.js/lib/zip-core-native.js';
import { createCRC32 } from 'hash-wasm';
import type { ModelEntry, WeightReader } from '../../contracts/model';
import { createBlobSink } from '../../platform/blob-sink';
import { MANIFEST_NAME, writeManifest } from './pack-manifest';

export interface PackExport {
  readonly entry: ModelEntry;
  /** Of the same model. */
  readonly reader: WeightReader;
  readonly signal?: AbortSignal | undefined;
  /** Gets the bytes that are done since the last call: each byte of the model twice, once read for its checksum and once packed. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/**
 * The model as one file, never held in memory whole. Nothing is compressed (weights hardly shrink), so importing needs no unpacking.
 * Rejects with `integrity-failed` or `model-missing` as the reader does, or with the signal's reason.
 */
export async function exportPack({ entry, reader, signal, onBytes }: PackExport): Promise<Blob> {
  const sink = createBlobSink('application/zip');
  const zip = new ZipWriter(sink.writable, {
    useWebWorkers: false,
    level: 0,
    extendedTimestamp: false,
    // The same model gives the same pack, byte by byte. The earliest date that zip files can have.
    lastModDate: new Date(1980, 0, 1),
  });
  await zip.add(MANIFEST_NAME, new TextReader(writeManifest(entry)), { dataDescriptor: false });
  for (const file of entry.files) {
    const open = async (): Promise<ReadableStream<Uint8Array>> =>
      metered(await reader.stream(file.path), signal, onBytes);
    const crc32 = await crc32Of(await open());
    await zip.add(file.path, sized(await open(), file.bytes), {
      // As it is, with its checksum beforehand: many tools cannot read a stored file whose checksum comes after it.
      passThrough: true,
      compressionMethod: 0,
      uncompressedSize: file.bytes,
      crc32,
    });
  }
  await zip.close();
  return sink.blob();
}

function metered(
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal | undefined,
  onBytes: ((bytes: number) => void) | undefined,
): ReadableStream<Uint8Array> {
  const meter = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      onBytes?.(piece.byteLength);
      controller.enqueue(piece);
    },
  });
  return stream.pipeThrough(meter, signal ? { signal } : {});
}

async function crc32Of(stream: ReadableStream<Uint8Array>): Promise<number> {
  const hasher = await createCRC32();
  hasher.init();
  const pieces = stream.getReader();
  for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) hasher.update(piece.value);
  return Number.parseInt(hasher.digest('hex'), 16);
}

/** The zip writer goes by the size where it is told, though its types do not say so. */
const sized = (readable: ReadableStream, size: number): ReadableReader & { readonly size: number } => ({
  readable,
  size,
});
