import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openIndexedDbWeightStorage } from '../../src/models/indexed-db-weight-storage';
import type { WeightStorage } from '../../src/models/weight-storage';
import { createModelServer, type ServerFaults } from './support/model-server';
import { sampleBytes, sampleModel, type SampleModel } from './support/sample-model';
import { collectProgress, openTab, readFile } from './support/stores';

const CONFIG = sampleBytes(30, 7);
const WEIGHTS = sampleBytes(1000, 11);
let model: SampleModel;
let storage: WeightStorage;

beforeEach(async () => {
  model = await sampleModel({ 'config.json': CONFIG, 'onnx/weights.bin': WEIGHTS });
  storage = await openIndexedDbWeightStorage();
});
afterEach(async () => {
  storage.close();
  await deleteDB('deskside-weights');
});

const tab = (faults: ServerFaults = {}, estimate?: Parameters<typeof openTab>[3]) => {
  const server = createModelServer(model.contents, faults);
  return { server, ...openTab(storage, [model.entry], server, estimate) };
};

/** What every test here ends with: the model can still be had, whole. */
async function expectInstallable(): Promise<void> {
  const { store, installer } = tab();
  await installer.install(model.entry);
  expect((await store.status('sample')).state).toBe('installed');
  expect(await readFile(store, 'sample', 'onnx/weights.bin')).toEqual(WEIGHTS);
  expect(await readFile(store, 'sample', 'config.json')).toEqual(CONFIG);
}

describe('quota (fault 1)', () => {
  it('is checked before the download, with what is needed and what is free', async () => {
    const { store, installer, server } = tab(
      {},
      {
        estimate: async () => ({ used: 99_999_500, quota: 100_000_000, persisted: false }),
      },
    );
    await expect(installer.install(model.entry)).rejects.toMatchObject({
      failure: { code: 'quota-exceeded', message: expect.stringMatching(/needs 1 MB more.*only 1 MB free/) },
    });
    expect(server.requests).toEqual([]);
    expect((await store.status('sample')).state).toBe('absent');
    await expectInstallable();
  });

  it('exceeded in the middle keeps what has arrived', async () => {
    const full = { ...storage };
    let puts = 0;
    full.putChunk = async (chunk) => {
      if (++puts > 5) {
        const { toStorageError } = await import('../../src/platform/storage-error');
        throw toStorageError(new DOMException('full', 'QuotaExceededError'));
      }
      await storage.putChunk(chunk);
    };
    const { installer } = openTab(full, [model.entry], createModelServer(model.contents));
    await expect(installer.install(model.entry)).rejects.toMatchObject({
      failure: { code: 'quota-exceeded', message: expect.stringContaining('what has arrived is kept') },
    });
    const { store } = tab();
    expect(await store.status('sample')).toMatchObject({ state: 'partial', storedBytes: 30 + 4 * 64 });
    await expectInstallable();
  });
});

describe('storage that lies (fault 2)', () => {
  it('is never "installed" when chunks that were written are not there', async () => {
    const lossy = { ...storage };
    lossy.putChunk = async (chunk) => {
      if (chunk.index !== 3) await storage.putChunk(chunk);
    };
    const { installer, store } = openTab(lossy, [model.entry], createModelServer(model.contents));
    await expect(installer.install(model.entry)).rejects.toMatchObject({
      failure: { code: 'integrity-failed' },
    });
    expect((await store.status('sample')).state).toBe('partial');
    await expectInstallable();
  });

  it('gets one more chance for chunks that were lost once', async () => {
    const lossy = { ...storage };
    let lost = false;
    lossy.putChunk = async (chunk) => {
      if (chunk.index === 3 && !lost) lost = true;
      else await storage.putChunk(chunk);
    };
    const { installer, store } = openTab(lossy, [model.entry], createModelServer(model.contents));
    await installer.install(model.entry);
    expect(await readFile(store, 'sample', 'onnx/weights.bin')).toEqual(WEIGHTS);
  });
});

describe('a tab closed in the middle (fault 3)', () => {
  it('leaves a partial model that the next visit completes from where it stopped', async () => {
    const closing = new AbortController();
    const first = tab({ onSent: (bytes) => bytes > 600 && closing.abort() });
    await expect(first.installer.install(model.entry, { signal: closing.signal })).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    });
    const kept = await first.store.status('sample');
    expect(kept.state).toBe('partial');
    expect(kept.storedBytes).toBeGreaterThan(500);

    const second = tab();
    await second.installer.install(model.entry);
    expect(second.server.sentBytes()).toBe(1030 - kept.storedBytes);
    await expectInstallable();
  });
});

describe('damaged chunks (fault 4)', () => {
  async function damage(): Promise<void> {
    const [chunk] = await storage.chunks('sample', 'onnx/weights.bin');
    if (!chunk) throw new Error('nothing stored');
    const bytes = new Uint8Array(await chunk.data.arrayBuffer());
    bytes[5] = (bytes[5] ?? 0) ^ 1;
    await storage.putChunk({ ...chunk, data: new Blob([bytes]) });
  }

  it('are caught by their hash when read, and seen as damage from then on', async () => {
    await tab().installer.install(model.entry);
    await damage();
    const { store } = tab();
    await expect(readFile(store, 'sample', 'onnx/weights.bin')).rejects.toMatchObject({
      failure: { code: 'integrity-failed', message: expect.stringContaining('Repair') },
    });
    expect((await store.status('sample')).state).toBe('damaged');
    expect(await readFile(store, 'sample', 'config.json')).toEqual(CONFIG);
  });

  it.each([
    ['with ranges', {}, 'models/sample/onnx/weights.bin bytes=0-63'],
    ['without ranges', { ignoresRanges: true }, 'models/sample/onnx/weights.bin bytes=0-63'],
  ])('are fetched again alone, from a server %s', async (_name, faults, request) => {
    await tab().installer.install(model.entry);
    await damage();
    const { store, installer, server } = tab(faults);
    expect(await installer.repair(model.entry)).toBe(1);
    expect(server.requests).toEqual([request]);
    expect((await store.status('sample')).state).toBe('installed');
    expect(await readFile(store, 'sample', 'onnx/weights.bin')).toEqual(WEIGHTS);
    expect(await installer.repair(model.entry)).toBe(0);
  });

  it('are looked for and fetched with word of how far it is', async () => {
    await tab().installer.install(model.entry);
    await damage();
    const { seen, onProgress } = collectProgress();
    await tab().installer.repair(model.entry, { onProgress });
    expect([...new Set(seen.map(({ phase }) => phase))]).toEqual(['verifying', 'fetching', 'done']);
    expect(seen.at(-1)).toMatchObject({ modelId: 'sample', doneBytes: 1030, totalBytes: 1030 });
  });

  it('are not mended with bytes of another file', async () => {
    await tab().installer.install(model.entry);
    await damage();
    const other = new Map(model.contents).set('models/sample/onnx/weights.bin', sampleBytes(1000, 99));
    const { store, installer } = openTab(storage, [model.entry], createModelServer(other));
    await expect(installer.repair(model.entry)).rejects.toMatchObject({
      failure: { code: 'integrity-failed' },
    });
    expect((await store.status('sample')).state).toBe('damaged');
    await expectInstallable();
  });
});

describe('the wrong bytes behind the URL (faults 5 and 6)', () => {
  it('of the same size are refused, and nothing of them stays', async () => {
    const other = new Map(model.contents).set('models/sample/onnx/weights.bin', sampleBytes(1000, 99));
    const { store, installer } = openTab(storage, [model.entry], createModelServer(other));
    await expect(installer.install(model.entry)).rejects.toMatchObject({
      failure: { code: 'integrity-failed' },
    });
    expect((await store.status('sample')).storedBytes).toBe(30);
    await expectInstallable();
  });

  const page = '<!doctype html><title>Sign in</title>'.padEnd(1000);
  it.each([
    [
      'an HTML page',
      () => new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } }),
      'download-failed',
    ],
    ['an HTML page without a type', () => new Response(new TextEncoder().encode(page)), 'integrity-failed'],
    ['an error', () => new Response('gone', { status: 410 }), 'download-failed'],
    ['another length', () => new Response(null, { headers: { 'content-length': '5' } }), 'integrity-failed'],
    ['more bytes', () => new Response(new Uint8Array(1064)), 'integrity-failed'],
  ])('%s is refused, and nothing of it stays', async (_name, answer, code) => {
    const { store, installer } = tab({ answer: (url) => (url.endsWith('.bin') ? answer() : undefined) });
    await expect(installer.install(model.entry)).rejects.toMatchObject({ failure: { code } });
    expect((await store.status('sample')).storedBytes).toBeLessThanOrEqual(30);
    expect((await store.status('sample')).state).not.toBe('installed');
    await expectInstallable();
  });
});

describe('probing (fault 7)', () => {
  it('writes nothing', async () => {
    const written: string[] = [];
    const watched = new Proxy(storage, {
      get(target, name: keyof WeightStorage) {
        if (/^(put|delete)/.test(name)) written.push(name);
        return target[name];
      },
    });
    const { store } = openTab(watched, [model.entry], createModelServer(model.contents));
    expect((await store.status('sample')).state).toBe('absent');
    await expect(store.reader('sample')).rejects.toMatchObject({ failure: { code: 'model-missing' } });
    expect(written).toEqual([]);
  });
});

describe('a connection that breaks (fault 9)', () => {
  it.each([
    ['resumes by range', {}, 1030],
    ['restarts where the server ignores ranges', { ignoresRanges: true }, Infinity],
    ['restarts where the server refuses ranges', { refusesRanges: true }, Infinity],
  ])('%s', async (_name, faults, mostBytes) => {
    const broken = tab({ breaksAfter: 980 });
    await expect(broken.installer.install(model.entry)).rejects.toMatchObject({
      failure: { code: 'download-failed', retryable: true },
    });
    const kept = await broken.store.status('sample');
    expect(kept.state).toBe('partial');
    expect(kept.storedBytes).toBeGreaterThan(900);

    const second = tab(faults);
    await second.installer.install(model.entry);
    expect(second.server.sentBytes()).toBeLessThanOrEqual(
      mostBytes - kept.storedBytes + 1000 * Number(mostBytes === Infinity),
    );
    expect(await readFile(second.store, 'sample', 'onnx/weights.bin')).toEqual(WEIGHTS);
  });

  it('is noticed also when the answer just ends early', async () => {
    const { installer, store } = tab({ shortBy: 1, hidesLength: true });
    await expect(installer.install(model.entry)).rejects.toMatchObject({
      failure: { code: 'download-failed' },
    });
    expect((await store.status('sample')).state).not.toBe('installed');
    await expectInstallable();
  });

  it('starts over when what was kept is of another file than what comes now', async () => {
    const old = new Map(model.contents).set('models/sample/onnx/weights.bin', sampleBytes(1000, 99));
    const first = openTab(storage, [model.entry], createModelServer(old, { breaksAfter: 600 }));
    await expect(first.installer.install(model.entry)).rejects.toThrow();
    await expectInstallable();
  });
});

describe('two tabs (fault 22)', () => {
  it('fetch each byte once', async () => {
    const server = createModelServer(model.contents);
    const { store, installer } = openTab(storage, [model.entry], server);
    const { seen, onProgress } = collectProgress();
    await Promise.all([installer.install(model.entry), installer.install(model.entry, { onProgress })]);
    expect(server.sentBytes()).toBe(1030);
    expect(seen.at(-1)).toMatchObject({ phase: 'done', doneBytes: 1030, totalBytes: 1030 });
    expect((await store.status('sample')).state).toBe('installed');
  });
});
