import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toFailure } from '../../contracts/failure';
import { MAX_ORIGINAL_LENGTH, MAX_PICTURE_BYTES, MAX_PICTURES_BYTES } from '../../contracts/original-mail';
import { HISTORY_VERSION } from '../../history/history-schema';
import type { HistoryStorage } from '../../history/history-tables';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import { correction, mail } from '../../history/testing/rows';
import { OUTGOING_TABLES } from '../../history/workspace/merge-rules';
import { createWorkspaceWriter } from '../../workspace-file/write-workspace';
import { desk, EVERYTHING, fill, open, RUN, save } from '../../../tests/support/workspace-desk';

describe('files of other versions, and others', () => {
  const head = { app: '0.0.1', schema: 1, madeAt: '2026-01-01T00:00:00.000Z', texts: true, secrets: false };

  it('an older one comes in: what it did not know is simply not there', async () => {
    const writer = await createWorkspaceWriter(head, null);
    const { list, thread, ...old } = correction('a');
    expect([list, thread]).toBeDefined();
    await writer.add('messages', [mail('a')]);
    await writer.add('corrections', [old]);
    const into = desk();
    const opened = await open(into, await writer.finish());
    await opened.apply(EVERYTHING, RUN);
    expect(opened.preview.hasSettings).toBe(false);
    expect(await into.history.messages.count()).toBe(1);
  });

  it('a newer one is refused with the way out', async () => {
    const writer = await createWorkspaceWriter({ ...head, schema: HISTORY_VERSION + 1 }, null);
    const failure = await open(desk(), await writer.finish()).catch(toFailure);
    expect(failure).toMatchObject({ code: 'import-refused', message: expect.stringContaining('Reload') });
  });

  it('rows that make no sense stay out, and are counted', async () => {
    const writer = await createWorkspaceWriter(head, null);
    await writer.add('messages', [mail('a'), { id: 'b' }, 7, null, { ...mail('c'), headers: { x: 1 } }]);
    await writer.add('corrections', [{ ...correction('a'), embedding: [1, 2] }]);
    await writer.add('unheardOf', [{ id: 'x' }]);
    const into = desk();
    const opened = await open(into, await writer.finish());
    await opened.apply(EVERYTHING, RUN);
    expect(opened.preview.unreadable).toBe(5);
    expect((await into.history.messages.list()).map(({ id }) => id)).toEqual(['a']);
  });

  it('mail as it was sent stays out where it brings more than any mail does', async () => {
    const writer = await createWorkspaceWriter(head, null);
    const picture = { contentId: 'x', bytes: new Uint8Array(MAX_PICTURE_BYTES) };
    const original = { gzip: new Uint8Array(9), shortened: false };
    const most = Array.from({ length: MAX_PICTURES_BYTES / MAX_PICTURE_BYTES }, () => picture);
    await writer.add('originals', [
      { id: 'fits', ...original, pictures: most },
      { id: 'many', ...original, pictures: [...most, { contentId: 'y', bytes: new Uint8Array(1) }] },
      {
        id: 'large',
        ...original,
        pictures: [{ contentId: 'x', bytes: new Uint8Array(MAX_PICTURE_BYTES + 1) }],
      },
      { id: 'long', ...original, gzip: new Uint8Array(4 * MAX_ORIGINAL_LENGTH) },
    ]);
    const into = desk();
    const opened = await open(into, await writer.finish());
    await opened.apply(EVERYTHING, RUN);
    expect(opened.preview.unreadable).toBe(3);
    expect(await into.history.originals.ids()).toEqual(['fits']);
  });

  it('any rows at all leave the tables readable', async () => {
    const row = fc.oneof(
      fc.jsonValue(),
      fc.record({ id: fc.oneof(fc.string(), fc.jsonValue()), value: fc.jsonValue() }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...OUTGOING_TABLES), fc.array(row), { minKeys: 1 }),
        async (parts) => {
          const writer = await createWorkspaceWriter(head, null);
          for (const [name, rows] of Object.entries(parts)) if (rows.length > 0) await writer.add(name, rows);
          const into = desk();
          const opened = await open(into, await writer.finish());
          await opened.apply(EVERYTHING, RUN);
          expect(await into.history.settings.get()).toBeDefined();
          for (const { text } of await Promise.all(
            (await into.history.messages.list()).map(
              async ({ id }) => (await into.history.messages.get(id)) ?? mail(id),
            ),
          ))
            expect(typeof text).toBe('string');
        },
      ),
      { numRuns: 20 },
    );
  });
});

/** A store that has no more room after so many writes. */
function fillingDisk(): { readonly storage: HistoryStorage; readonly fullAfter: (writes: number) => void } {
  const plain = createMemoryHistoryStorage();
  let left = Number.POSITIVE_INFINITY;
  return {
    storage: {
      ...plain,
      transact(names, mode, work) {
        if (mode === 'readwrite' && (left -= 1) < 0) throw new DOMException('full', 'QuotaExceededError');
        return plain.transact(names, mode, work);
      },
    },
    fullAfter: (writes) => (left = writes),
  };
}

describe('an import that fails in the middle', () => {
  it('keeps all that was here, and is finished by importing again', async () => {
    const from = desk();
    await fill(from);
    const { blob } = await save(from);
    const whole = desk();
    await (await open(whole, blob)).apply(EVERYTHING, RUN);
    for (let failAt = 1; failAt < 12; failAt += 2) {
      const { storage, fullAfter } = fillingDisk();
      const into = desk(storage);
      await into.history.messages.add([mail('mine')]);
      await into.history.marks.put({ id: 'mine', doneAt: '2026-11-01T00:00:00.000Z' });
      const opened = await open(into, blob);
      fullAfter(failAt);
      const failure = await opened.apply(EVERYTHING, RUN).catch(toFailure);
      fullAfter(Number.POSITIVE_INFINITY);
      if (Array.isArray(failure)) continue;
      expect(failure).toMatchObject({ message: expect.stringContaining('Import the file again') });
      expect(await into.history.messages.get('mine')).toBeDefined();
      expect(await into.history.marks.ids()).toContain('mine');
      await (await open(into, blob)).apply(EVERYTHING, RUN);
      expect(await into.history.messages.count()).toBe(1 + (await whole.history.messages.count()));
      expect(await into.history.rules.all()).toEqual(await whole.history.rules.all());
    }
  });

  it('is finished as well by trying again with the file that is open', async () => {
    const from = desk();
    const ids = Array.from({ length: 400 }, (_, n) => `mail-${n}`);
    // Several batches of one table.
    await from.history.messages.add(ids.map((id) => mail(id, { text: id.repeat(1000) })));
    const { blob } = await save(from);
    const { storage, fullAfter } = fillingDisk();
    const into = desk(storage);
    const opened = await open(into, blob);
    fullAfter(2);
    await expect(opened.apply(EVERYTHING, RUN)).rejects.toThrow('Import the file again');
    const some = await into.history.messages.count();
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(ids.length);
    fullAfter(Number.POSITIVE_INFINITY);
    await opened.apply(EVERYTHING, RUN);
    expect(await into.history.messages.count()).toBe(ids.length);
  });

  it('and an export that is cancelled makes no file', async () => {
    const from = desk();
    await fill(from);
    const abort = new AbortController();
    abort.abort();
    const run = { ...RUN, signal: abort.signal };
    expect(await save(from, { texts: true, passphrase: '' }, run).catch(toFailure)).toMatchObject({
      code: 'cancelled',
    });
  });
});
