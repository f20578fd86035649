import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTab } from '../../../tests/faults/support/stores';
import { ggufFile, TINY_GGUF } from '../../../tests/support/gguf-file';
import { startHubServer, type HubServer } from '../../../tests/support/hub-server';
import { onnxFolder } from '../../../tests/support/onnx-folder';
import { toFailure, type Failure } from '../../contracts/failure';
import type { MachineProfile } from '../../contracts/machine';
import type { ModelEntry } from '../../contracts/model';
import { createMemoryWeightStorage } from '../memory-weight-storage';
import { addHubModel } from './add-hub-model';
import type { HubModelRequest } from './resolve-hub-model';

const MACHINE: MachineProfile = { gpu: null, threads: 4, memoryGiB: 8, freeBytes: null, probe: null };
const REPO = 'desk/Tiny-Writer';
const ID = 'desk--tiny-writer';
const LISTED_REPO = 'unsloth/Qwen3-0.6B-GGUF';

const storage = createMemoryWeightStorage();
const { store, installer } = openTab(storage, [], { fetch }, { chunkBytes: 4096 });
let hub: HubServer;

/** The first of the repositories has this licence, and a commit that goes with it. */
async function openHub(license: string): Promise<void> {
  const files = { ...onnxFolder(), LICENSE: new TextEncoder().encode(license) };
  const gguf = { 'Qwen3-0.6B-Q8_0.gguf': ggufFile(TINY_GGUF), 'Qwen3-0.6B-Q4_K_M.gguf': ggufFile(TINY_GGUF) };
  hub = await startHubServer({
    repositories: [
      { id: REPO, files, lfsFromBytes: 1000, pipelineTag: 'text-generation' },
      { id: LISTED_REPO, files: gguf, lfsFromBytes: 10 },
    ],
  });
}

beforeEach(() => openHub('first'));
afterEach(async () => {
  await hub.close();
  for (const { id } of await storage.addedEntries()) {
    await storage.deleteModel(id);
    await storage.deleteAddedEntry(id);
  }
});

function add(more: Partial<HubModelRequest> = {}): Promise<ModelEntry> {
  return addHubModel(store, {
    repo: REPO,
    revision: 'main',
    hubs: [hub.url],
    fetch,
    machine: MACHINE,
    ...more,
  });
}

async function failureOf(adding: Promise<unknown>): Promise<Failure> {
  return adding.then(
    () => expect.unreachable('added'),
    (error: unknown) => toFailure(error),
  );
}

async function install(entry: ModelEntry): Promise<void> {
  await installer.install(entry, { sources: { hubs: [hub.url], folder: null, redirects: [hub.cdnUrl] } });
}

async function changeRepository(): Promise<void> {
  await hub.close();
  await openHub('second');
}

describe('a model that is installed', () => {
  it('stays so when it is added again after its repository changed', async () => {
    const entry = await add();
    await install(entry);
    await changeRepository();
    expect(await add()).toEqual(entry);
    expect((await store.status(ID)).state).toBe('installed');
  });

  it('stays so when another version or another file of it is asked for', async () => {
    const entry = await add();
    await install(entry);
    for (const more of [{ revision: 'refs/pr/1' }, { file: 'onnx/model_q4.onnx' }]) {
      const failure = await failureOf(add(more));
      expect(failure).toMatchObject({ code: 'unsupported-model', retryable: false });
      expect(failure.message).toContain('Remove it first');
    }
    expect((await store.status(ID)).state).toBe('installed');
    expect(await add({ revision: hub.commitOf(REPO) })).toEqual(entry);
    expect(await add({ file: 'onnx/model_quantized.onnx' })).toEqual(entry);
  });

  it('is pinned anew once it was removed', async () => {
    const before = await add();
    await install(before);
    await changeRepository();
    await store.remove(ID);
    const after = await add();
    expect(after.source).not.toEqual(before.source);
    expect(await storage.addedEntries()).toEqual([after]);
  });

  it('is not mistaken for one of the same id from somewhere else', async () => {
    const entry: ModelEntry = { ...(await add()), source: { kind: 'file', name: 'pack' } };
    await storage.putAddedEntry(entry);
    await install({ ...entry, source: { kind: 'hub', repo: REPO, revision: hub.commitOf(REPO) } });
    expect(await failureOf(add())).toMatchObject({ code: 'unsupported-model' });
    expect(await storage.addedEntries()).toEqual([entry]);
  });
});

it('keeps the entry of a download that has not stored anything yet', async () => {
  const entry = await add();
  await storage.putDownload({ modelId: ID, wanted: 'running', entityTags: {}, startedAt: 0 });
  await changeRepository();
  expect(await add()).toEqual(entry);
});

it('lists a model of the catalogue once, whatever capitals its repository is typed in', async () => {
  const listed = await add({ repo: LISTED_REPO.toLowerCase() });
  expect(listed.id).toBe('qwen3-0.6b-gguf');
  expect((await storage.addedEntries()).map(({ id }) => id)).toEqual(['qwen3-0.6b-gguf']);
});

it('takes the catalogue’s word for the file that it lists, and for no other of its repository', async () => {
  const listed = await add({ repo: LISTED_REPO });
  expect(listed.id).toBe('qwen3-0.6b-gguf');
  expect(await add({ repo: LISTED_REPO, file: listed.file ?? '' })).toEqual(listed);
  const other = listed.file?.includes('Q8_0') ? 'Qwen3-0.6B-Q4_K_M.gguf' : 'Qwen3-0.6B-Q8_0.gguf';
  const chosen = await add({ repo: LISTED_REPO, file: other });
  expect(chosen.id).toBe('unsloth--qwen3-0.6b-gguf');
  expect(chosen.files.map(({ path }) => path)).toEqual([other]);
});
