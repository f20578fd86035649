import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { createXXHash64 } from 'hash-wasm';

/** How to read chunks that lie in IndexedDB; what the store could do, with nothing else around it. */
export interface ChunkReading {
  readonly chunkBytes: number;
  /** Ask for the records of all chunks in one request, or for each when it is wanted. */
  readonly records: 'all' | 'each';
  /** Chunks that are being read while one is worked on. */
  readonly readAhead: number;
  readonly checksum: boolean;
  /** Leave the chunks as they come, copy them into one buffer, or have the browser read all of them into one as a single Blob. */
  readonly into: 'pieces' | 'copy' | 'blob';
}

interface ChunkSchema extends DBSchema {
  chunks: { key: [chunkBytes: number, index: number]; value: { readonly data: Blob } };
}

const DATABASE_NAME = 'deskside-benchmark';

function openChunks(): Promise<IDBPDatabase<ChunkSchema>> {
  return openDB<ChunkSchema>(DATABASE_NAME, 1, {
    upgrade: (database) => void database.createObjectStore('chunks'),
  });
}

/** Stores `totalBytes` of noise in chunks of that size, beside those of other sizes. */
export async function storeChunks(totalBytes: number, chunkBytes: number): Promise<void> {
  const database = await openChunks();
  const noise = noiseOf(chunkBytes);
  for (let index = 0; index * chunkBytes < totalBytes; index += 1) {
    const bytes = Math.min(chunkBytes, totalBytes - index * chunkBytes);
    await database.put('chunks', { data: new Blob([noise.subarray(0, bytes)]) }, [chunkBytes, index]);
  }
  database.close();
}

/** Reads all chunks in order; the number of bytes. */
export async function readChunks(reading: ChunkReading, totalBytes: number): Promise<number> {
  const database = await openChunks();
  const count = Math.ceil(totalBytes / reading.chunkBytes);
  const records =
    reading.records === 'all' ? await database.getAll('chunks', keysOf(reading.chunkBytes)) : null;

  async function blob(index: number): Promise<Blob> {
    const record = records ? records[index] : await database.get('chunks', [reading.chunkBytes, index]);
    if (!record) throw new Error(`Chunk ${index} is missing.`);
    return record.data;
  }

  const hasher = reading.checksum ? await createXXHash64() : null;
  const check = (bytes: Uint8Array): void => void hasher?.init().update(bytes).digest('hex');
  try {
    return reading.into === 'blob'
      ? await readAsOne(await Promise.all(Array.from({ length: count }, (_, index) => blob(index))), check)
      : await readEach(reading, totalBytes, async (index) => (await blob(index)).arrayBuffer(), check);
  } finally {
    database.close();
  }
}

async function readAsOne(blobs: readonly Blob[], check: (bytes: Uint8Array) => void): Promise<number> {
  const whole = new Uint8Array(await new Blob([...blobs]).arrayBuffer());
  let position = 0;
  for (const { size } of blobs) {
    check(whole.subarray(position, position + size));
    position += size;
  }
  return position;
}

async function readEach(
  reading: ChunkReading,
  totalBytes: number,
  read: (index: number) => Promise<ArrayBuffer>,
  check: (bytes: Uint8Array) => void,
): Promise<number> {
  const whole = reading.into === 'copy' ? new Uint8Array(totalBytes) : null;
  const kept: ArrayBuffer[] = [];
  const coming: Promise<ArrayBuffer>[] = [];
  let asked = 0;
  let position = 0;
  while (position < totalBytes) {
    while (coming.length <= reading.readAhead && asked * reading.chunkBytes < totalBytes) {
      coming.push(read(asked));
      asked += 1;
    }
    const bytes = await coming.shift();
    if (!bytes) throw new Error(`The chunks end at byte ${position} of ${totalBytes}.`);
    check(new Uint8Array(bytes));
    if (whole) whole.set(new Uint8Array(bytes), position);
    else kept.push(bytes);
    position += bytes.byteLength;
  }
  return position;
}

export async function deleteChunks(): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(DATABASE_NAME);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('The database stays.'));
  });
}

const keysOf = (chunkBytes: number): IDBKeyRange => IDBKeyRange.bound([chunkBytes], [chunkBytes, []]);

/** Bytes that do not compress. */
export function noiseOf(bytes: number): Uint8Array<ArrayBuffer> {
  const noise = new Uint8Array(bytes);
  // The browser gives out at most this many at once.
  const most = 65_536;
  for (let start = 0; start < bytes; start += most)
    crypto.getRandomValues(noise.subarray(start, Math.min(bytes, start + most)));
  return noise;
}
