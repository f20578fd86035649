import type { Page } from 'playwright';
import type { ChunkReading } from '../../src/benchmarks/store/chunk-reads';
import { HASHES } from '../../src/benchmarks/store/hash-speed';
import type { StoreSample, StoreTask } from '../../src/benchmarks/store/store-benchmark-api';
import { CONTESTANTS, type ContestantName } from '../../src/benchmarks/store/store-contestant';
import type { ModelEntry } from '../../src/contracts/model';
import { alternately, compare, type BenchRow } from './bench-row';

const ROUNDS = 9;
/** Of raw chunks; not a multiple of any chunk size, as models are not. */
const TOTAL_BYTES = 100_000_000;
const MEBIBYTE = 2 ** 20;
const CHUNK_SIZES = [1, 2, 4, 8, 16, 32] as const;
/** As the store reads: see `docs/decisions/weight-store.md`. */
const OUR_READING: ChunkReading = {
  chunkBytes: 8 * MEBIBYTE,
  records: 'all',
  readAhead: 2,
  checksum: true,
  into: 'blob',
};
/** OPFS is written one way, however it is read. */
const INSTALLING: readonly ContestantName[] = ['weight-store', 'cache-api', 'opfs', 'fetch'];

export function measure(page: Page, task: StoreTask): Promise<StoreSample> {
  return page.evaluate((asked) => globalThis.desksideBench.measureStore(asked), task);
}

const megabytesPerSecond = ({ bytes, ms }: StoreSample): number => bytes / 1e6 / (ms / 1000);

/** From localhost into the store, verified, against the same bytes fetched into the others, which verify nothing. */
export async function installRow(page: Page, name: string, model: ModelEntry): Promise<BenchRow> {
  const speeds = await alternately(ROUNDS, INSTALLING, async (contestant) => {
    const sample = await measure(page, { kind: 'install', contestant, model });
    await measure(page, { kind: 'remove', contestant, model });
    return megabytesPerSecond(sample);
  });
  return rowOf(name, speeds, 'weight-store');
}

/** All bytes of an installed model into the memory of a worker. */
export async function loadRow(
  page: Page,
  name: string,
  kind: 'load-buffers' | 'load-streams',
  model: ModelEntry,
): Promise<BenchRow> {
  const digests = new Set<string>();
  const speeds = await alternately(ROUNDS, CONTESTANTS, async (contestant) => {
    const sample = await measure(page, { kind, contestant, model });
    digests.add(`${sample.bytes} ${sample.digest}`);
    return megabytesPerSecond(sample);
  });
  if (digests.size !== 1) throw new Error(`${name}: the contestants did not load the same bytes.`);
  return rowOf(name, speeds, 'weight-store');
}

export async function hashRow(page: Page): Promise<BenchRow> {
  const speeds = await alternately(ROUNDS, HASHES, async (hash) =>
    megabytesPerSecond(await measure(page, { kind: 'hash', hash })),
  );
  return rowOf('hash of an 8 MiB chunk', speeds, 'XXH64');
}

/** How chunks in IndexedDB are best cut and read, with nothing of the store around them. */
export async function chunkRows(page: Page): Promise<BenchRow[]> {
  for (const size of CHUNK_SIZES)
    await measure(page, { kind: 'store-chunks', totalBytes: TOTAL_BYTES, chunkBytes: size * MEBIBYTE });
  const sizes = Object.fromEntries(
    CHUNK_SIZES.map((size) => [`${size} MiB`, { chunkBytes: size * MEBIBYTE }]),
  );
  const asTheyCome = mapValues(sizes, (reading) => ({
    ...reading,
    checksum: false,
    into: 'pieces' as const,
  }));
  const copied = mapValues(sizes, (reading) => ({ ...reading, into: 'copy' as const }));
  const rows = [
    await readingRow(page, 'raw chunks as they come, by size', '8 MiB', asTheyCome),
    await readingRow(page, 'raw chunks checked and copied into one buffer, by size', '8 MiB', copied),
    await readingRow(page, 'raw chunks, by read-ahead', '2 chunks', {
      none: { readAhead: 0, into: 'copy' },
      '1 chunk': { readAhead: 1, into: 'copy' },
      '2 chunks': { readAhead: 2, into: 'copy' },
      '4 chunks': { readAhead: 4, into: 'copy' },
    }),
    await readingRow(page, 'raw chunks, by how records are asked for', 'all at once', {
      'all at once': { records: 'all' },
      'one by one': { records: 'each' },
    }),
    await readingRow(page, 'raw chunks checked and in one buffer, by way', 'read as one Blob', {
      'read as one Blob': {},
      'copied one by one': { into: 'copy' },
    }),
    await readingRow(page, 'raw chunks checked and read as one Blob, by size', '8 MiB', sizes),
    await readingRow(page, 'raw chunks, by check', 'XXH64', { XXH64: {}, none: { checksum: false } }),
  ];
  await measure(page, { kind: 'delete-chunks' });
  return rows;
}

async function readingRow(
  page: Page,
  name: string,
  ours: string,
  readings: Readonly<Record<string, Partial<ChunkReading>>>,
): Promise<BenchRow> {
  const speeds = await alternately(ROUNDS, Object.keys(readings), async (label) =>
    megabytesPerSecond(
      await measure(page, {
        kind: 'read-chunks',
        totalBytes: TOTAL_BYTES,
        reading: { ...OUR_READING, ...readings[label] },
      }),
    ),
  );
  return rowOf(name, speeds, ours);
}

function rowOf(name: string, speeds: Readonly<Record<string, number[]>>, ourName: string): BenchRow {
  const { [ourName]: ours = [], ...rivals } = speeds;
  return compare({ name, unit: 'MB/s', better: 'more', ours, rivals });
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
