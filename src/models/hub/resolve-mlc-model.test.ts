import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTab, readFile } from '../../../tests/faults/support/stores';
import { emptyMlcLibrary } from '../../../tests/support/empty-mlc-library';
import { startHubServer, type HubServer } from '../../../tests/support/hub-server';
import { mlcFolder } from '../../../tests/support/mlc-folder';
import { toFailure, type Failure } from '../../contracts/failure';
import type { MachineProfile } from '../../contracts/machine';
import type { ModelEntry } from '../../contracts/model';
import { WEB_LLM_GENERATORS } from '../catalogue/web-llm-generators';
import { createMemoryWeightStorage } from '../memory-weight-storage';
import { resolveHubModel, type HubModelRequest } from './resolve-hub-model';

type Files = Record<string, Uint8Array<ArrayBuffer>>;

const MACHINE: MachineProfile = { gpu: null, threads: 4, memoryGiB: 8, freeBytes: null, probe: null };
const REPO = 'desk/Tiny-Writer-q4f16_1-MLC';
const IN_REPOSITORY = 'Tiny-Writer-q4f16_1-webgpu.wasm';

let hub: HubServer;
let elsewhere: HubServer;
let library: string;

/** A hub with the model, and a server of another origin that gives `served` as its library. */
async function serve(files: Files, served: Uint8Array<ArrayBuffer> = emptyMlcLibrary()): Promise<void> {
  hub = await startHubServer({
    repositories: [{ id: REPO, files, lfsFromBytes: 1000, license: 'apache-2.0' }],
  });
  elsewhere = await startHubServer({ folders: { libs: { v1: { 'Tiny q4f16_1.wasm': served } } } });
  library = `${elsewhere.url}libs/v1/Tiny%20q4f16_1.wasm`;
}

function withoutLibrary(): Files {
  const files = mlcFolder();
  Reflect.deleteProperty(files, IN_REPOSITORY);
  return files;
}

beforeEach(() => serve(withoutLibrary()));
afterEach(() => Promise.all([hub.close(), elsewhere.close()]));

function resolve(more: Partial<HubModelRequest> = {}): Promise<ModelEntry> {
  return resolveHubModel({
    ...{ repo: REPO, revision: 'main', listing: null, machine: MACHINE, fetch },
    hubs: [hub.url],
    redirects: [elsewhere.url],
    ...more,
  });
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  return work.then(
    () => expect.unreachable('did not fail'),
    (error: unknown) => toFailure(error),
  );
}

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('an MLC model with its library elsewhere', () => {
  it('has every file pinned, the library by what its server sends now', async () => {
    const entry = await resolve({ library });
    expect(entry).toMatchObject({
      id: 'desk--tiny-writer-q4f16_1-mlc',
      engine: 'web-llm',
      devices: ['webgpu'],
      requiresF16: true,
      license: 'Apache-2.0',
      source: { kind: 'hub', repo: REPO, revision: hub.commitOf(REPO) },
      largestTensorBytes: 2000,
      knownAnswer: { kind: 'generate', match: 'contains' },
      variants: [{ engine: 'web-llm', graph: 'Tiny-q4f16_1.wasm', files: ['Tiny-q4f16_1.wasm'] }],
    });
    const [pinned, ...others] = entry.files;
    const bytes = emptyMlcLibrary();
    expect(pinned).toEqual({
      path: 'Tiny-q4f16_1.wasm',
      bytes: bytes.byteLength,
      sha256: hash(bytes),
      address: library,
    });
    const contents = mlcFolder();
    expect(others.map(({ path }) => path)).toEqual([
      'mlc-chat-config.json',
      'tensor-cache.json',
      'tokenizer.json',
      'LICENSE',
      'params_shard_0.bin',
      'params_shard_1.bin',
    ]);
    for (const { path, sha256 } of others)
      expect(sha256, path).toBe(hash(contents[path] ?? expect.unreachable(path)));
    expect(hub.sentBytes('params_shard_0.bin')).toBe(0);
  });

  it('takes the catalogue’s library and words for a model that it lists', async () => {
    const [listed] = WEB_LLM_GENERATORS;
    if (!listed) expect.unreachable('no listing');
    const entry = await resolve({ listing: { ...listed, library } });
    expect(entry).toMatchObject({
      id: listed.id,
      name: listed.name,
      contextLength: listed.contextLength,
      library,
    });
    expect(entry.files[0]).toMatchObject({ address: library });
  });

  it('asks no server that the user did not allow, and says which one', async () => {
    const failure = await failureOf(resolve({ library, redirects: [] }));
    expect(failure).toMatchObject({ code: 'source-not-allowed', retryable: false });
    expect(failure.message).toContain(new URL(elsewhere.url).origin);
    expect(elsewhere.requests).toEqual([]);
  });

  it('is refused when no library is known', async () => {
    const failure = await failureOf(resolve());
    expect(failure).toMatchObject({ code: 'unsupported-model' });
    expect(failure.message).toContain('no compiled model library');
  });

  it.each([
    ['a web page', '<!doctype html><title>Sign in</title>'],
    ['next to nothing', '\0as'],
  ])('is refused when the server sends %s', async (_, text) => {
    await Promise.all([hub.close(), elsewhere.close()]);
    await serve(withoutLibrary(), new TextEncoder().encode(text));
    expect(await failureOf(resolve({ library }))).toMatchObject({ code: 'unsupported-model' });
  });

  it('says so when the library is not there, and when the user gives up', async () => {
    expect(await failureOf(resolve({ library: `${elsewhere.url}libs/v1/other.wasm` }))).toMatchObject({
      code: 'download-failed',
      detail: 'HTTP 404',
    });
    elsewhere.throttle(1);
    const controller = new AbortController();
    const resolving = resolve({ library, signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    expect((await failureOf(resolving)).code).toBe('cancelled');
  });
});

it('takes the library of the repository before the catalogue’s', async () => {
  await Promise.all([hub.close(), elsewhere.close()]);
  await serve(mlcFolder());
  const [listed] = WEB_LLM_GENERATORS;
  const entry = await resolve({ listing: listed ? { ...listed, library } : null, redirects: [] });
  expect(entry.variants[0]?.graph).toBe(IN_REPOSITORY);
  expect(entry.files.every(({ address }) => address === undefined)).toBe(true);
  expect(elsewhere.requests).toEqual([]);
});

it('does not guess which of two libraries is meant', async () => {
  await Promise.all([hub.close(), elsewhere.close()]);
  await serve({ ...mlcFolder(), 'other.wasm': emptyMlcLibrary() });
  expect((await failureOf(resolve())).message).toContain('2 model libraries');
});

describe('installing it', () => {
  const storage = createMemoryWeightStorage();
  afterEach(() => storage.deleteModel('desk--tiny-writer-q4f16_1-mlc'));

  function openModel(entry: ModelEntry) {
    return openTab(storage, [entry], { fetch }, { chunkBytes: 1024 });
  }
  const sources = (redirects: readonly string[]) => ({ hubs: [hub.url], folder: null, redirects });

  it('fetches the library from its own server, and mends it from there', async () => {
    const entry = await resolve({ library });
    const { store, installer } = openModel(entry);
    await installer.install(entry, { sources: sources([hub.cdnUrl, elsewhere.url]) });
    expect(await readFile(store, entry.id, 'Tiny-q4f16_1.wasm')).toEqual(emptyMlcLibrary());
    await storage.deleteChunks(entry.id, 'Tiny-q4f16_1.wasm');
    expect(await installer.repair(entry, { sources: sources([hub.cdnUrl, elsewhere.url]) })).toBe(1);
  });

  it('needs the user’s word for that server, and fetches no weights without', async () => {
    const entry = await resolve({ library });
    const { installer } = openModel(entry);
    const failure = await failureOf(installer.install(entry, { sources: sources([hub.cdnUrl]) }));
    expect(failure).toMatchObject({ code: 'source-not-allowed' });
    expect(failure.message).toContain(new URL(elsewhere.url).origin);
    expect(hub.sentBytes('params_shard_1.bin')).toBe(0);
  });

  it('refuses another library than the one that was pinned', async () => {
    const entry = await resolve({ library });
    await elsewhere.close();
    const changed = emptyMlcLibrary().fill(1, 40);
    elsewhere = await startHubServer({ folders: { libs: { v1: { 'lib.wasm': changed } } } });
    const moved = {
      ...entry,
      files: entry.files.map((file) =>
        file.address ? { ...file, address: `${elsewhere.url}libs/v1/lib.wasm` } : file,
      ),
    };
    const { store, installer } = openModel(moved);
    const installing = installer.install(moved, { sources: sources([hub.cdnUrl, elsewhere.url]) });
    expect((await failureOf(installing)).code).toBe('integrity-failed');
    expect((await store.status(entry.id)).state).not.toBe('installed');
  });
});
