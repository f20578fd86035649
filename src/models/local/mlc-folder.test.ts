import { describe, expect, it } from 'vitest';
import { createModelServer } from '../../../tests/faults/support/model-server';
import { openTab, readFile } from '../../../tests/faults/support/stores';
import { mlcFolder } from '../../../tests/support/mlc-folder';
import { toFailure, type Failure } from '../../contracts/failure';
import type { PickedFile } from '../../contracts/models-api';
import { createMemoryWeightStorage } from '../memory-weight-storage';
import { exportPack } from '../packs/export-pack';
import { openPack } from '../packs/open-pack';
import { readLocalModel } from './read-local-model';

type Files = Readonly<Record<string, Uint8Array<ArrayBuffer>>>;

function pick(files: Files, folder = 'my models/Tiny Writer/'): PickedFile[] {
  return Object.entries(files).map(([path, bytes]) => ({ path: folder + path, blob: new Blob([bytes]) }));
}

async function failureOf(files: readonly PickedFile[]): Promise<Failure> {
  return readLocalModel(files).then(
    () => expect.unreachable('read'),
    (error: unknown) => toFailure(error),
  );
}

const LIBRARY = 'Tiny-Writer-q4f16_1-webgpu.wasm';
const NEEDED = [
  LIBRARY,
  'mlc-chat-config.json',
  'tensor-cache.json',
  'tokenizer.json',
  'LICENSE',
  'params_shard_0.bin',
  'params_shard_1.bin',
];

describe('the folder of an MLC model', () => {
  it('is described by its configuration, and holds what web-llm needs', async () => {
    const { entry } = await readLocalModel(pick(mlcFolder()));
    expect(entry).toMatchObject({
      name: 'Tiny Writer',
      engine: 'web-llm',
      devices: ['webgpu'],
      source: { kind: 'file', name: 'Tiny Writer' },
      variants: [{ engine: 'web-llm', device: 'webgpu', graph: LIBRARY }],
    });
    expect(entry.files.map(({ path }) => path)).toEqual(NEEDED);
  });

  it('may have its library beside it, with any name', async () => {
    const { [LIBRARY]: library, ...files } = mlcFolder();
    const beside = { path: 'my models/libs/tiny (1).wasm', blob: new Blob([library ?? '']) };
    const { entry } = await readLocalModel([...pick(files), beside]);
    expect(entry.variants[0]?.graph).toBe('tiny-1-.wasm');
    expect(entry.files[0]).toMatchObject({ path: 'tiny-1-.wasm', bytes: library?.byteLength });
  });

  it('goes into the store and as a pack to another machine, every byte of it', async () => {
    const { entry, fetch } = await readLocalModel(pick(mlcFolder()));
    const first = openTab(createMemoryWeightStorage(), [entry], createModelServer(new Map()));
    await first.installer.install(entry, { local: fetch });
    const pack = await exportPack({ entry, reader: await first.store.reader(entry.id) });
    const opened = await openPack(pack, { findKnown: () => undefined, findListing: () => undefined });
    const second = openTab(createMemoryWeightStorage(), [opened.entry], createModelServer(new Map()));
    await second.installer.install(opened.entry, { local: opened.fetch });
    expect(opened.entry).toMatchObject({ engine: 'web-llm', variants: entry.variants });
    const contents = mlcFolder();
    for (const path of NEEDED)
      expect(await readFile(second.store, entry.id, path), path).toEqual(contents[path]);
  });

  it('is refused without a library, and when there are two', async () => {
    const { [LIBRARY]: library, ...files } = mlcFolder();
    expect(await failureOf(pick(files))).toMatchObject({
      code: 'unsupported-model',
      message: expect.stringContaining('.wasm'),
    });
    const two = { ...mlcFolder(), 'other.wasm': library ?? expect.unreachable('no library') };
    expect((await failureOf(pick(two))).message).toContain('2 model libraries');
  });

  it('is refused beside another one', async () => {
    const two = [...pick(mlcFolder(), 'a/'), ...pick(mlcFolder(), 'b/')];
    expect((await failureOf(two)).message).toContain('2 MLC models');
  });

  it('takes nothing from outside of the model’s own folder but the library', async () => {
    const { 'params_shard_1.bin': second, ...files } = mlcFolder();
    const outside = { path: 'my models/params_shard_1.bin', blob: new Blob([second ?? '']) };
    expect((await failureOf([...pick(files), outside])).message).toContain('params_shard_1.bin');
  });
});
