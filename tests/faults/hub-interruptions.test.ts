import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalLocks } from '../../src/platform/locks';
import { CONFIG, damageChunk, openHubStage, WEIGHTS, WEIGHTS_PATH, type HubStage } from './support/hub-stage';
import { watchReceived } from './support/received-bytes';
import { collectProgress, readFile } from './support/stores';

const CHUNK_BYTES = 64;
const WEIGHTS_BYTES = WEIGHTS.byteLength;
const MODEL_BYTES = CONFIG.byteLength + WEIGHTS_BYTES;

let stage: HubStage;
beforeEach(async () => {
  stage = await openHubStage();
});
afterEach(() => stage.close());

const storedWeights = async (): Promise<number> =>
  (await stage.storage.chunks('sample', WEIGHTS_PATH)).reduce((sum, { data }) => sum + data.size, 0);

/** Ends the visit once it has read so many bytes of the weights, unless they are all there before. */
async function visitUntil(readBytes: number): Promise<void> {
  const ending = new AbortController();
  const received = watchReceived(WEIGHTS_PATH, (total) => {
    if (total >= readBytes) ending.abort();
  });
  const visit = stage.openTab({ fetch: received.fetch }).install({ signal: ending.signal });
  await visit.catch((error: unknown) => {
    expect(error).toMatchObject({ failure: { code: 'cancelled' } });
  });
}

describe('a download that is ended in the middle (fault 3)', () => {
  it('goes on from the chunk in flight, wherever it ended and however often', async () => {
    const visits = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(visits, async (ends) => {
        for (const readBytes of ends) {
          const before = await storedWeights();
          await visitUntil(readBytes);
          const gained = (await storedWeights()) - before;
          expect(gained).toBeGreaterThanOrEqual(
            Math.min(readBytes, WEIGHTS_BYTES - before) - (CHUNK_BYTES - 1),
          );
          await stage.expectSound();
        }
        const { storedBytes } = await stage.openTab().store.status('sample');
        stage.hub.clearRequests();
        await stage.expectRecovery();
        expect(stage.hub.sentBytes()).toBe(MODEL_BYTES - storedBytes);
        await stage.storage.deleteModel('sample');
      }),
      { numRuns: 12 },
    );
  });

  it('fetches a kept chunk again that was damaged meanwhile, and no other', async () => {
    await visitUntil(600);
    const kept = await storedWeights();
    await damageChunk(stage.storage, WEIGHTS_PATH, 2);
    stage.hub.clearRequests();
    await stage.expectRecovery();
    expect(stage.hub.sentBytes(WEIGHTS_PATH)).toBe(WEIGHTS_BYTES - kept + CHUNK_BYTES);
  });

  it('is what the next visit knows of, until it is whole', async () => {
    await visitUntil(300);
    expect(await stage.storage.downloads()).toMatchObject([{ modelId: 'sample' }]);
    await stage.expectRecovery();
    expect(await stage.storage.downloads()).toEqual([]);
  });
});

describe('two tabs over one browser (faults 8 and 22)', () => {
  it('fetch each byte once, and both see the model come', async () => {
    const locks = createLocalLocks();
    const [first, second] = [stage.openTab({ locks }), stage.openTab({ locks })];
    const [seenByFirst, seenBySecond] = [collectProgress(), collectProgress()];
    await Promise.all([first.install(seenByFirst), second.install(seenBySecond)]);
    expect(stage.hub.sentBytes()).toBe(MODEL_BYTES);
    for (const { seen } of [seenByFirst, seenBySecond])
      expect(seen.at(-1)).toMatchObject({ phase: 'done', doneBytes: MODEL_BYTES });
    for (const { store } of [first, second])
      expect(await readFile(store, 'sample', WEIGHTS_PATH)).toEqual(WEIGHTS);
  });

  it('of which one wants to read while the other downloads: it learns that the model is not there yet', async () => {
    const received = watchReceived(WEIGHTS_PATH);
    const reader = stage.openTab();
    const readInTheMiddle = async (): Promise<void> => {
      await received.arrived(500);
      expect((await reader.store.status('sample')).state).toBe('partial');
      await expect(readFile(reader.store, 'sample', WEIGHTS_PATH)).rejects.toMatchObject({
        failure: { code: 'model-missing' },
      });
    };
    let read = Promise.resolve();
    stage.hub.faults.add(
      { kind: 'cut', afterBytes: 500, when: () => (read = readInTheMiddle()).catch(() => undefined) },
      { path: WEIGHTS_PATH, times: 1 },
    );
    await stage.openTab({ fetch: received.fetch }).install();
    await read;
    expect(await readFile(reader.store, 'sample', WEIGHTS_PATH)).toEqual(WEIGHTS);
  });

  it('of which the first is closed: the second goes on where it stopped', async () => {
    const locks = createLocalLocks();
    const closing = new AbortController();
    const received = watchReceived(WEIGHTS_PATH, (total) => {
      if (total >= 490) closing.abort();
    });
    const first = stage.openTab({ locks, fetch: received.fetch });
    const second = stage.openTab({ locks });
    const [closed, taken] = await Promise.allSettled([
      first.install({ signal: closing.signal }),
      second.install(),
    ]);
    expect(closed).toMatchObject({ status: 'rejected', reason: { failure: { code: 'cancelled' } } });
    expect(taken.status).toBe('fulfilled');
    const [, resumed] = stage.hub.requests.filter(
      ({ server, path }) => server === 'cdn' && path.endsWith(WEIGHTS_PATH),
    );
    expect(resumed).toMatchObject({ range: 'bytes=448-999', status: 206 });
    await stage.expectSound();
  });

  it('of which one repairs while the other installs wait for each other', async () => {
    await stage.openTab().install();
    await stage.storage.deleteChunks('sample', WEIGHTS_PATH, 4);
    stage.hub.clearRequests();
    const locks = createLocalLocks();
    const [first, second] = [stage.openTab({ locks }), stage.openTab({ locks })];
    await Promise.all([first.repair(), second.install()]);
    expect(stage.hub.sentBytes()).toBe(CHUNK_BYTES);
    await stage.expectSound();
  });
});
