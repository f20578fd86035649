import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createModelServer } from '../../../tests/faults/support/model-server';
import { sampleBytes, sampleModel, type SampleModel } from '../../../tests/faults/support/sample-model';
import { bytesOf, packFiles, readerOf, runnable, zipOf } from '../../../tests/faults/support/sample-pack';
import { openTab, readFile } from '../../../tests/faults/support/stores';
import { DesksideError } from '../../contracts/failure';
import { CATALOGUE } from '../catalogue';
import { createMemoryWeightStorage } from '../memory-weight-storage';
import { exportPack } from './export-pack';
import { isPack } from './is-pack';
import { openPack } from './open-pack';
import { parseManifest, writeManifest } from './pack-manifest';

const unknown = { findKnown: () => undefined, findListing: () => undefined };
const model = runnable(
  await sampleModel({
    'config.json': sampleBytes(30, 7),
    'onnx/weights.bin': sampleBytes(300, 11),
    empty: sampleBytes(0),
  }),
);
const pack = await exportPack({ entry: model.entry, reader: readerOf(model) });

/** Installs a pack on a machine without a network. */
async function install(blob: Blob) {
  const local = await openPack(blob, unknown);
  const { store, installer } = openTab(
    createMemoryWeightStorage(),
    [local.entry],
    createModelServer(new Map()),
  );
  await installer.install(local.entry, { local: local.fetch });
  return { store, entry: local.entry };
}

async function expectInstalls(blob: Blob, expected: SampleModel): Promise<void> {
  const { store, entry } = await install(blob);
  for (const { path } of expected.entry.files) {
    const bytes = expected.contents.get(expected.entry.baseUrl + path);
    expect(await readFile(store, entry.id, path)).toEqual(bytes);
  }
}

const segment = fc
  .string({
    unit: fc.constantFrom('a', 'b', '0', '-', '_', '.', ' ', 'é', '模', '😀', '%', '#', '?'),
    minLength: 1,
    maxLength: 8,
  })
  .filter((text) => text !== '.' && text !== '..');
const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));

describe('a pack', () => {
  it('brings any files of any size to another machine', async () => {
    const size = fc.oneof(fc.constantFrom(0, 1, 63, 64, 65, 128), fc.nat(400));
    const files = fc.uniqueArray(fc.tuple(path, size), {
      minLength: 1,
      maxLength: 5,
      selector: ([name]) => name,
    });
    await fc.assert(
      fc.asyncProperty(files, async (list) => {
        const any = runnable(
          await sampleModel(
            Object.fromEntries(list.map(([name, bytes], seed) => [name, sampleBytes(bytes, seed)])),
          ),
        );
        await expectInstalls(await exportPack({ entry: any.entry, reader: readerOf(any) }), any);
      }),
      { numRuns: 40 },
    );
  });

  it('is a plain zip file that begins with its description, the same each time', async () => {
    const text = new TextDecoder('latin1').decode(await bytesOf(pack));
    expect(text.indexOf('deskside-pack.json')).toBe(30);
    expect(pack.type).toBe('application/zip');
    const again = await exportPack({ entry: model.entry, reader: readerOf(model, 7) });
    expect(await bytesOf(again)).toEqual(await bytesOf(pack));
  });

  it('is whole for the unzip of the system', async (context) => {
    const folder = await mkdtemp(join(tmpdir(), 'deskside-pack-'));
    try {
      await writeFile(join(folder, 'model.deskpack'), await bytesOf(pack));
      execFileSync('unzip', ['-t', join(folder, 'model.deskpack')], { stdio: 'ignore' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') context.skip();
      throw error;
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('may have been zipped again by another tool, in any order and with files of its own', async () => {
    const files = [...packFiles(model)].reverse();
    const zipped = await zipOf([...files, { name: '__MACOSX/._config.json', bytes: sampleBytes(5) }]);
    expect(await isPack(zipped)).toBe(true);
    await expectInstalls(zipped, model);
  });

  it('tells what is done of it, and stops when it is cancelled', async () => {
    let done = 0;
    const options = { entry: model.entry, reader: readerOf(model) };
    await exportPack({ ...options, onBytes: (bytes) => (done += bytes) });
    expect(done).toBe(660);
    const cancelling = new AbortController();
    const cancelled = exportPack({
      ...options,
      signal: cancelling.signal,
      onBytes: () => cancelling.abort(),
    });
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is not made of what it could not bring back', async () => {
    const odd = runnable(await sampleModel({ 'a:b': sampleBytes(3) }));
    await expect(exportPack({ entry: odd.entry, reader: readerOf(odd) })).rejects.toMatchObject({
      failure: { code: 'unsupported-model' },
    });
  });

  it.each(CATALOGUE)('can be made of $name', (known) => {
    expect(parseManifest(writeManifest(known))).toEqual(known);
  });

  it('is not made of a model whose stored bytes are damaged', async () => {
    const damaged = new DesksideError({ code: 'integrity-failed', message: 'Damaged.', retryable: false });
    const stream = async () =>
      new ReadableStream<Uint8Array<ArrayBuffer>>({ start: (controller) => controller.error(damaged) });
    const reader = { ...readerOf(model), stream };
    await expect(exportPack({ entry: model.entry, reader })).rejects.toBe(damaged);
  });
});

describe('a pack that was damaged on its way', () => {
  /** Coprime to the lengths of fields, so that each kind of field is hit somewhere; every byte takes too long for each test run. */
  const STRIDE = 3;

  it('never installs other bytes, whichever of its bytes was changed', { timeout: 20_000 }, async () => {
    const bytes = await bytesOf(pack);
    const weights = sampleBytes(300, 11);
    const begin = Buffer.from(bytes).indexOf(Buffer.from(weights));
    for (let offset = 0; offset < bytes.byteLength; offset += STRIDE) {
      const changed = bytes.slice();
      changed[offset] = (changed[offset] ?? 0) ^ 0x01;
      const outcome = await install(new Blob([changed])).catch((error: unknown) => error);
      if (outcome instanceof Error) {
        expect(outcome).toBeInstanceOf(DesksideError);
        expect(outcome).not.toMatchObject({ failure: { code: 'internal' } });
        if (offset >= begin && offset < begin + 300)
          expect(outcome).toMatchObject({ failure: { code: 'integrity-failed' } });
      } else {
        // A byte without consequence, as in a date.
        expect(offset < begin || offset >= begin + 300).toBe(true);
        const { store, entry } = outcome as Awaited<ReturnType<typeof install>>;
        expect(await readFile(store, entry.id, 'onnx/weights.bin')).toEqual(weights);
      }
    }
  });

  it('is refused when its end is missing, and still told to be a pack', async () => {
    for (let length = 60; length < pack.size; length += 13) {
      const cut = pack.slice(0, length);
      expect(await isPack(cut)).toBe(true);
      await expect(openPack(cut, unknown)).rejects.toMatchObject({ failure: { code: 'import-damaged' } });
    }
  });
});
