import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleBytes, sampleModel } from '../../../tests/faults/support/sample-model';
import {
  bytesOf,
  packFiles,
  runnable,
  statement,
  zipOf,
  type ZipFile,
} from '../../../tests/faults/support/sample-pack';
import { DesksideError } from '../../contracts/failure';
import type { ModelEntry, ModelFile } from '../../contracts/model';
import { isPack } from './is-pack';
import { openPack } from './open-pack';

const model = runnable(
  await sampleModel(
    { 'config.json': sampleBytes(30, 7), 'onnx/weights.bin': sampleBytes(300, 11) },
    'sample',
    {
      source: { kind: 'file', name: 'weights.bin' },
      baseUrl: '',
    },
  ),
);
const { entry } = model;
const [config, weights] = entry.files as [ModelFile, ModelFile];
const unknown = { findKnown: () => undefined, findListing: () => undefined };

const open = (files: readonly ZipFile[]) => zipOf(files).then((blob) => openPack(blob, unknown));
const openStating = (stated: unknown) => open(packFiles(model, stated));

/** The zip with every occurrence of one piece of text in it replaced by another of the same length. */
async function replaceInZip(files: readonly ZipFile[], from: string, to: string): Promise<Blob> {
  const text = Buffer.from(await bytesOf(await zipOf(files))).toString('latin1');
  return new Blob([Buffer.from(text.replaceAll(from, to), 'latin1')]);
}

describe('what a pack says of its model', () => {
  it('is taken over where it is harmless', async () => {
    expect((await openStating(statement(entry))).entry).toEqual({ ...entry, evidence: 'listed' });
  });

  it('cannot make the app fetch from elsewhere, nor pass for tested or for part of the app', async () => {
    const stated = {
      ...entry,
      baseUrl: 'https://example.org/',
      source: { kind: 'bundled' },
      evidence: 'tested',
    };
    expect((await openStating(statement(stated))).entry).toMatchObject({
      baseUrl: '',
      source: { kind: 'file' },
      evidence: 'listed',
    });
  });

  it('gives way to what the app knows of the same files', async () => {
    const known: ModelEntry = {
      ...entry,
      name: 'Known',
      baseUrl: 'models/sample/',
      source: { kind: 'bundled' },
    };
    const local = await openPack(await zipOf(packFiles(model)), { ...unknown, findKnown: () => known });
    expect(local.entry).toBe(known);
    for (const address of ['models/sample/config.json', 'local:sample/config.json'])
      expect(await bytesOf(await (await local.fetch(address)).blob())).toEqual(sampleBytes(30, 7));
  });

  it.each([
    ['another file', { ...entry, files: [{ ...config, sha256: '0'.repeat(64) }, weights] }],
    ['a file less', { ...entry, files: entry.files.slice(1) }],
    ['a file more', { ...entry, files: [...entry.files, { ...config, path: 'more' }] }],
  ])('is refused when it has %s than the app knows under that id', async (_what, known) => {
    const opened = openPack(await zipOf(packFiles(model)), { ...unknown, findKnown: () => known });
    await expect(opened).rejects.toMatchObject({ failure: { code: 'integrity-failed' } });
  });

  it.each<[string, ModelEntry['source']]>([
    ['another repository', { kind: 'hub', repo: 'mallory/sample', revision: 'main' }],
    ['files of somebody', { kind: 'file', name: 'weights.bin' }],
    ['the app', { kind: 'bundled' }],
  ])('is refused when it has the id of a listed model, but is made from %s', async (_what, source) => {
    const listing: ModelEntry = {
      ...entry,
      name: 'Listed',
      source: { kind: 'hub', repo: 'owner/sample', revision: 'main' },
    };
    const findListing = (id: string) => (id === entry.id ? listing : undefined);
    const openMadeFrom = async (stated: ModelEntry['source']) => {
      const pack = await zipOf(packFiles(model, statement({ ...entry, source: stated })));
      return openPack(pack, { ...unknown, findListing });
    };
    await expect(openMadeFrom(source)).rejects.toMatchObject({
      failure: { code: 'integrity-failed', message: expect.stringContaining('owner/sample') },
    });
    const fromThere = { kind: 'hub', repo: 'owner/sample', revision: 'c0ffee' } as const;
    expect((await openMadeFrom(fromThere)).entry.source).toEqual(fromThere);
  });

  it.each<[string, object]>([
    ['an id with capital letters', { id: 'Sample' }],
    ['an id that is a folder', { id: '..' }],
    ['an id with a slash', { id: 'a/b' }],
    ['an endless name', { name: 'x'.repeat(100_000) }],
    ['a name that turns the text around it', { name: 'model\u202Efdp' }],
    ['another kind of engine', { engine: 'shell' }],
    ['a source at an address', { source: { kind: 'hub', repo: 'https://example.org/a', revision: 'main' } }],
    ['a source outside the hub', { source: { kind: 'hub', repo: '../x', revision: 'main' } }],
    ['no known answer', { knownAnswer: null }],
    ['no way to run it', { variants: [] }],
    ['a way to run it with files that it lacks', { variants: [{ ...entry.variants[0], files: ['other'] }] }],
    ['sizes that are no numbers', { memoryBytes: null }],
    ['no files', { files: [] }],
  ])('is refused with %s', async (_what, change) => {
    await expect(openStating(statement({ ...entry, ...change }))).rejects.toMatchObject({
      failure: { code: 'import-refused' },
    });
  });

  it.each(['../a', '/a', 'a//b', './a', 'a/..', 'C:/a', 'a\\b', 'a\u0000b', '', 'a/'])(
    'is refused with a file at %j',
    async (path) => {
      const files = [...entry.files, { ...config, path }];
      await expect(openStating(statement({ ...entry, files }))).rejects.toMatchObject({
        failure: { code: 'import-refused' },
      });
    },
  );

  it.each([
    ['twice', 'config.json'],
    ['twice but for its capitals', 'CONFIG.json'],
  ])('is refused when it names a file %s', async (_what, path) => {
    const files = [...entry.files, { ...config, path }];
    await expect(openStating(statement({ ...entry, files }))).rejects.toMatchObject({
      failure: { code: 'import-refused' },
    });
  });

  it('asks for a newer Deskside where it is of a later format', async () => {
    await expect(
      openStating({ format: 'deskside-pack', version: 2, model: 'anything' }),
    ).rejects.toMatchObject({
      failure: { code: 'unsupported-model', message: expect.stringContaining('newer Deskside') },
    });
  });

  it('never breaks the app, whatever it is', async () => {
    const keys = Object.keys(entry);
    const stated = fc.oneof(
      fc.jsonValue(),
      fc
        .tuple(fc.constantFrom(...keys), fc.jsonValue())
        .map(([key, value]) => statement({ ...entry, [key]: value })),
      fc
        .tuple(fc.constantFrom('source', 'knownAnswer', 'files', 'variants'), fc.string(), fc.jsonValue())
        .map(([key, inner, value]) => statement({ ...entry, [key]: [{ ...config, [inner]: value }] })),
    );
    await fc.assert(
      fc.asyncProperty(stated, async (any) => {
        const outcome = await openStating(any).catch((error: unknown) => error);
        if (outcome instanceof Error) {
          expect(outcome).toBeInstanceOf(DesksideError);
          expect(outcome).not.toMatchObject({ failure: { code: 'internal' } });
        } else {
          expect(outcome).toMatchObject({
            entry: { baseUrl: '', id: expect.stringMatching(/^[a-z0-9._-]+$/) },
          });
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the zip file of a pack', () => {
  it('is told from other files by its content', async () => {
    expect(await isPack(await zipOf(packFiles(model)))).toBe(true);
    expect(await isPack(await zipOf([{ name: 'mail.eml', bytes: sampleBytes(9) }]))).toBe(false);
    expect(await isPack(new Blob(['GGUF and more']))).toBe(false);
    expect(await isPack(new Blob([]))).toBe(false);
  });

  it('is said to be no pack when it holds something else', async () => {
    await expect(open([{ name: 'mail.eml', bytes: sampleBytes(9) }])).rejects.toMatchObject({
      failure: { code: 'unsupported-model' },
    });
  });

  it('may be of the kind for more than 4 GiB', async () => {
    const files = packFiles(model).map((file) => ({ ...file, options: { zip64: true } }));
    const local = await openPack(await zipOf(files), unknown);
    const response = await local.fetch('local:sample/onnx/weights.bin', {
      headers: { Range: 'bytes=200-299' },
    });
    expect(await bytesOf(await response.blob())).toEqual(sampleBytes(300, 11).slice(200));
  });

  const [manifest, zippedConfig, zippedWeights] = packFiles(model) as [ZipFile, ZipFile, ZipFile];

  it.each<[string, string, readonly ZipFile[]]>([
    [
      'a compressed file',
      'import-refused',
      [manifest, zippedConfig, { ...zippedWeights, options: { level: 9 } }],
    ],
    [
      'a compressed description',
      'import-refused',
      [{ ...manifest, options: { level: 9 } }, zippedConfig, zippedWeights],
    ],
    [
      'an encrypted file',
      'import-encrypted',
      [manifest, { ...zippedConfig, options: { password: 'x' } }, zippedWeights],
    ],
    ['a missing file', 'import-damaged', [manifest, zippedWeights]],
    [
      'a longer file',
      'import-damaged',
      [manifest, zippedConfig, { ...zippedWeights, bytes: sampleBytes(301, 11) }],
    ],
    [
      'an endless description',
      'import-refused',
      [{ ...manifest, bytes: new Uint8Array(2_000_000).fill(32) }, zippedConfig, zippedWeights],
    ],
  ])('is refused with %s', async (_what, code, files) => {
    await expect(open(files)).rejects.toMatchObject({ failure: { code } });
  });

  it('is refused when it names a file outside its folder', async () => {
    const files = [...packFiles(model), { name: 'xx/yy/evil', bytes: sampleBytes(3) }];
    const blob = await replaceInZip(files, 'xx/yy/evil', '../../evil');
    await expect(openPack(blob, unknown)).rejects.toMatchObject({ failure: { code: 'import-refused' } });
  });

  it('is refused when it names a file twice', async () => {
    const files = [...packFiles(model), { name: 'config.jso_', bytes: sampleBytes(30, 8) }];
    const blob = await replaceInZip(files, 'config.jso_', 'config.json');
    await expect(openPack(blob, unknown)).rejects.toMatchObject({ failure: { code: 'import-refused' } });
  });

  it('is refused when one of its files lies within another', async () => {
    const inner = sampleBytes(40, 4);
    const alone = await zipOf([{ name: 'inner', bytes: inner, options: { dataDescriptor: false } }]);
    const record = new Uint8Array(await alone.slice(0, 30 + 'inner'.length + 40).arrayBuffer());
    const nested = runnable(await sampleModel({ outer: record, inner }));
    const [description, outer, plain] = packFiles(nested) as [ZipFile, ZipFile, ZipFile];
    const options = { dataDescriptor: false };
    const bytes = Buffer.from(await bytesOf(await zipOf([description, outer, { ...plain, options }])));
    // The directory says that the inner file's header is the one within the outer file.
    bytes.writeUInt32LE(bytes.indexOf(record), bytes.lastIndexOf('inner') - 46 + 42);
    await expect(openPack(new Blob([bytes]), unknown)).rejects.toMatchObject({
      failure: { code: 'import-refused', message: expect.stringContaining('more than one way') },
    });
  });

  it('never breaks the app, however it was changed', async () => {
    const bytes = await bytesOf(await zipOf(packFiles(model)));
    const change = fc.record({ at: fc.nat(bytes.byteLength - 1), to: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), fc.nat(40), async (changes, cut) => {
        const changed = bytes.slice(0, bytes.byteLength - Math.max(0, cut - 20));
        for (const { at, to } of changes) changed[at] = to;
        await isPack(new Blob([changed]));
        const outcome = await openPack(new Blob([changed]), unknown).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(DesksideError);
      }),
      { numRuns: 300 },
    );
  });
});
