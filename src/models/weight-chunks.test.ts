import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createModelServer } from '../../tests/faults/support/model-server';
import { sampleBytes, sampleModel } from '../../tests/faults/support/sample-model';
import { openTab, readFile } from '../../tests/faults/support/stores';
import { createMemoryWeightStorage } from './memory-weight-storage';
import { chunksOf } from './weight-chunks';

it('chunks cover a file of any size exactly, in order, none empty', () => {
  fc.assert(
    fc.property(fc.nat(2_000), fc.integer({ min: 16, max: 3_000 }), (bytes, chunkBytes) => {
      let end = 0;
      for (const [index, chunk] of chunksOf({ bytes }, chunkBytes).entries()) {
        expect(chunk).toMatchObject({ index, start: end });
        expect(chunk.bytes).toBeGreaterThan(0);
        expect(chunk.bytes).toBeLessThanOrEqual(chunkBytes);
        end += chunk.bytes;
      }
      expect(end).toBe(bytes);
    }),
  );
});

it('files of any size read back as they were served, whatever the chunk size, the pieces of the network and where it broke', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(400), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 150 }),
      fc.integer({ min: 1, max: 200 }),
      fc.nat(600),
      fc.boolean(),
      async (sizes, chunkBytes, pieceBytes, breaksAfter, ignoresRanges) => {
        const files = Object.fromEntries(sizes.map((size, at) => [`file-${at}`, sampleBytes(size, at + 1)]));
        const model = await sampleModel(files);
        const storage = createMemoryWeightStorage();
        const broken = createModelServer(model.contents, { breaksAfter }, pieceBytes);
        await openTab(storage, [model.entry], broken, { chunkBytes })
          .installer.install(model.entry)
          .catch(() => undefined);
        const server = createModelServer(model.contents, { ignoresRanges }, pieceBytes);
        const { store, installer } = openTab(storage, [model.entry], server, { chunkBytes });
        await installer.install(model.entry);
        for (const [path, bytes] of Object.entries(files))
          expect(await readFile(store, 'sample', path)).toEqual(bytes);
      },
    ),
    { numRuns: 60 },
  );
});
