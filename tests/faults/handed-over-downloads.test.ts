import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepPart, rangeOf } from '../../src/models/background/fetched-cache';
import { fetchedCacheOf } from '../../src/models/background/fetched-cache-name';
import { fetchedChunksBeside } from '../../src/models/background/fetched-chunks';
import { hubFileAddress } from '../../src/models/hub-file-address';
import { chunksOf, type ChunkRange } from '../../src/models/weight-chunks';
import { createMemoryCaches } from '../support/memory-caches';
import { CONFIG, openHubStage, REPO, WEIGHTS, WEIGHTS_PATH, type HubStage } from './support/hub-stage';
import { readFile } from './support/stores';

const CHUNK_BYTES = 64;
const CHUNKS = chunksOf({ bytes: WEIGHTS.byteLength }, CHUNK_BYTES);
/** The browser fetched all of the weights but the third chunk and the last two. */
const FETCHED = CHUNKS.filter(({ index }) => index !== 2 && index < CHUNKS.length - 2);
const MISSING_BYTES = CHUNKS.filter((chunk) => !FETCHED.includes(chunk)).reduce(
  (sum, { bytes }) => sum + bytes,
  0,
);

let stage: HubStage;
beforeEach(async () => {
  vi.stubGlobal('caches', createMemoryCaches());
  stage = await openHubStage();
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await stage.close();
});

const address = (): string => hubFileAddress(stage.hub.url, REPO, stage.hub.commitOf(REPO), WEIGHTS_PATH);
const cache = (): Promise<Cache> => caches.open(fetchedCacheOf('sample'));

interface Answer {
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly status?: number;
  readonly headers?: Record<string, string>;
  /** Where the browser was redirected to. */
  readonly from?: string;
}

/** What the browser hands over for a chunk, right unless told. */
async function fetched(
  chunk: ChunkRange,
  { bytes, status = 206, headers = {}, from }: Answer = {},
): Promise<void> {
  const body = bytes ?? WEIGHTS.slice(chunk.start, chunk.start + chunk.bytes);
  const response = new Response(body, { status, headers });
  Object.defineProperty(response, 'url', { value: from ?? address() });
  await keepPart(await cache(), { address: address(), range: rangeOf(chunk), id: 'x' }, response);
}

async function install(): Promise<void> {
  stage.hub.clearRequests();
  const tab = stage.openTab({ openFetched: fetchedChunksBeside('https://desk.example/') });
  await tab.install();
  expect(await readFile(tab.store, 'sample', WEIGHTS_PATH)).toEqual(WEIGHTS);
}

describe('a download that the browser went on with', () => {
  it('takes from it what has come, and asks the server for the rest only', async () => {
    for (const chunk of FETCHED) await fetched(chunk);
    await install();
    expect(stage.hub.sentBytes()).toBe(CONFIG.byteLength + MISSING_BYTES);
    expect(await caches.keys()).toEqual([]);
  });

  it('gives the room of each chunk back as soon as it is stored', async () => {
    for (const chunk of FETCHED) await fetched(chunk);
    const left: number[] = [];
    const { putChunk } = stage.storage;
    const storage = {
      ...stage.storage,
      async putChunk(record: Parameters<typeof putChunk>[0]) {
        if (record.path === WEIGHTS_PATH && record.index < 2)
          left.push((await (await cache()).keys()).length);
        await putChunk(record);
      },
    };
    await stage.openTab({ storage, openFetched: fetchedChunksBeside('https://desk.example/') }).install();
    expect(left).toEqual([FETCHED.length, FETCHED.length - 1]);
  });

  it('needs no network where all has come', async () => {
    const tab = stage.openTab();
    stage.hub.faults.add({ kind: 'status', status: 503 }, { path: WEIGHTS_PATH });
    await expect(tab.install()).rejects.toMatchObject({ failure: { code: 'download-failed' } });
    for (const chunk of CHUNKS) await fetched(chunk);
    await install();
    expect(stage.hub.sentBytes(WEIGHTS_PATH)).toBe(0);
  });

  it.each<[string, Answer]>([
    ['is shorter', { bytes: WEIGHTS.slice(0, 10) }],
    ['is an error page', { bytes: WEIGHTS.slice(0, CHUNK_BYTES), headers: { 'content-type': 'text/html' } }],
    ['is the whole file', { bytes: WEIGHTS, status: 200 }],
    ['is of another range', { headers: { 'content-range': `bytes 0-63/${WEIGHTS.byteLength}` } }],
    ['came from a server that is not allowed', { from: 'https://elsewhere.example/weights.bin' }],
  ])('fetches a chunk itself that %s', async (_what, answer) => {
    const [, second] = CHUNKS;
    if (!second) throw new Error('no chunks');
    await fetched(second, answer);
    await install();
    expect(stage.hub.sentBytes(WEIGHTS_PATH)).toBe(WEIGHTS.byteLength);
    expect(await caches.keys()).toEqual([]);
  });

  it('fetches a chunk itself whose entity tag is not that of the others', async () => {
    const [first, second] = CHUNKS;
    if (!first || !second) throw new Error('no chunks');
    await fetched(first, { headers: { etag: '"one"' } });
    await fetched(second, { headers: { etag: '"another"' } });
    stage.hub.faults.add({ kind: 'entity-tag', tag: '"one"' }, { path: WEIGHTS_PATH });
    await install();
    expect(stage.hub.sentBytes(WEIGHTS_PATH)).toBe(WEIGHTS.byteLength - CHUNK_BYTES);
  });

  it('throws all of it away when the server has another file by now', async () => {
    for (const chunk of FETCHED)
      await fetched(chunk, { headers: { etag: '"old"' }, bytes: new Uint8Array(chunk.bytes) });
    await install();
    expect(stage.hub.sentBytes(WEIGHTS_PATH)).toBeGreaterThanOrEqual(WEIGHTS.byteLength);
  });

  it('finds out what only the hash of the whole tells, and fetches the file anew', async () => {
    const [first] = CHUNKS;
    if (!first) throw new Error('no chunks');
    await fetched(first, { bytes: new Uint8Array(CHUNK_BYTES) });
    await install();
  });

  it('does not count as missing what has come, when it looks for room', async () => {
    for (const chunk of FETCHED) await fetched(chunk);
    const free = CONFIG.byteLength + MISSING_BYTES + 40;
    const tab = stage.openTab({
      openFetched: fetchedChunksBeside('https://desk.example/'),
      estimate: async () => ({ used: 0, quota: free, persisted: true }),
    });
    await tab.install();
    expect((await tab.store.status('sample')).state).toBe('installed');
  });
});
