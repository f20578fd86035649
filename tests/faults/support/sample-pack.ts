import { ZipWriter, BlobWriter, Uint8ArrayReader, type ZipWriterAddDataOptions } from '@zip.js/zip.js';
import type { WeightReader } from '../../../src/contracts/model';
import type { SampleModel } from './sample-model';

/** A model that a pack may hold: one that could be run. */
export function runnable({ entry, contents }: SampleModel): SampleModel {
  return {
    entry: {
      ...entry,
      variants: [{ engine: 'fake', device: 'wasm', graph: 'model', dtype: 'q8', files: [], peakBytes: 1 }],
    },
    contents,
  };
}

/** Reads the model as from a store whose chunks have this size. */
export function readerOf({ entry, contents }: SampleModel, chunkBytes = 64): WeightReader {
  const bytesOf = (path: string) => contents.get(entry.baseUrl + path) ?? new Uint8Array(0);
  return {
    modelId: entry.id,
    files: entry.files,
    buffer: async (path) => bytesOf(path).slice().buffer,
    stream: async (path) => {
      const bytes = bytesOf(path);
      let offset = 0;
      return new ReadableStream({
        pull(controller) {
          if (offset >= bytes.byteLength) return controller.close();
          controller.enqueue(bytes.slice(offset, offset + chunkBytes));
          offset += chunkBytes;
        },
      });
    },
  };
}

export interface ZipFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly options?: ZipWriterAddDataOptions;
}

/** A zip file of any making. */
export async function zipOf(files: readonly ZipFile[]): Promise<Blob> {
  const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false, level: 0 });
  for (const { name, bytes, options = {} } of files)
    await zip.add(name, new Uint8ArrayReader(bytes), options);
  return zip.close();
}

/** The files of a pack as another tool might zip them, with a manifest that says whatever is wanted. */
export function packFiles(model: SampleModel, stated: unknown = statement(model.entry)): ZipFile[] {
  return [
    { name: 'deskside-pack.json', bytes: new TextEncoder().encode(JSON.stringify(stated)) },
    ...model.entry.files.map(({ path }) => ({
      name: path,
      bytes: model.contents.get(model.entry.baseUrl + path) ?? new Uint8Array(0),
    })),
  ];
}

export function statement(entry: unknown): unknown {
  return { format: 'deskside-pack', version: 1, entry };
}

export async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}
