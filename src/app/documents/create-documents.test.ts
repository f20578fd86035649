import { describe, expect, it, vi } from 'vitest';
import { eventually } from '../../../tests/support/eventually';
import type { DeskDocument } from '../../contracts/document';
import type { ImportFile } from '../../contracts/import-api';
import { createHistory } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import { readDocuments } from '../../importers/documents/read-documents';
import type { DocumentHandlers } from '../../worker-client/read-documents-in-workers';
import type { AreaParts } from '../area-parts';
import { createChangeBus, DOCUMENTS, elsewhere } from '../change-bus';
import { documentItemId } from '../search/search-items';
import { createDocuments } from './create-documents';

const fileOf = (name: string, text: string): ImportFile => ({ name, blob: new Blob([text]) });
const MINUTES = fileOf(
  'minutes.txt',
  'Minutes\n\nThe board agreed to repair the mill for €4,100 by 3 May 2027.',
);
const LEASE = fileOf('lease.txt', 'Lease\n\nThe lease of the office ends on 31 March 2027.');

async function makeDocuments(version = '1') {
  const history = createHistory(createMemoryHistoryStorage());
  const changes = createChangeBus();
  const parts = {
    ...{ history, changes, version },
    importer: {
      readDocuments: (
        files: readonly ImportFile[],
        { onDocument, onProgress = () => undefined, signal = new AbortController().signal }: DocumentHandlers,
      ) => readDocuments(files, { onDocument, onProgress }, signal),
    },
  } as unknown as AreaParts;
  const again = (next: string) => createDocuments({ ...parts, version: next });
  return { api: await createDocuments(parts), history, changes, again };
}

const run = (onProgress: () => void = () => undefined) => ({
  ...{ signal: new AbortController().signal, onProgress },
});

describe('documents', () => {
  it('that are added while others are read wait for them, and none is lost', async () => {
    const { api } = await makeDocuments();
    const outcomes = await Promise.all([api.importFiles([MINUTES]), api.importFiles([LEASE])]);
    expect(outcomes.map(({ documents, cancelled }) => [documents, cancelled])).toEqual([
      [1, false],
      [1, false],
    ]);
    expect(api.documents.get().map(({ path, words }) => [path, words])).toEqual([
      ['lease.txt', 11],
      ['minutes.txt', 14],
    ]);
    expect(api.importing.get()).toBeNull();
  });

  it('are left unread when the import is cancelled before their turn', async () => {
    const { api } = await makeDocuments();
    const waiting = api.importFiles([MINUTES]);
    api.cancelImport();
    expect(await waiting).toEqual({ documents: 0, problems: [], cancelled: true });
    expect((await api.importFiles([LEASE])).documents).toBe(1);
  });

  it('leave nothing behind when all are deleted, and tell those who search them', async () => {
    const { api, history, changes } = await makeDocuments();
    await api.importFiles([MINUTES, LEASE]);
    const [first] = api.documents.get();
    const id = first?.id ?? '';
    await api.summary(id, run());
    await history.search.put({ id: documentItemId(id), value: 1 }, { id: 'mail:1', value: 1 });
    await history.searchSegments.put(
      { id: 'first', items: ['mail:1', documentItemId(id)], value: 1 },
      { id: 'second', items: ['mail:2'], value: 1 },
    );
    const told = vi.fn();
    changes.on(DOCUMENTS, told);
    await api.removeAll();
    expect(api.documents.get()).toEqual([]);
    expect(await history.documents.ids()).toEqual([]);
    expect(await history.documentSummaries.ids()).toEqual([]);
    expect(await history.search.ids()).toEqual(['mail:1']);
    expect(await history.searchSegments.ids()).toEqual(['second']);
    expect(told).toHaveBeenCalled();
  });

  it('are listed where another tab has added them, and no more where it removed them', async () => {
    const { api, history, changes, again } = await makeDocuments();
    const other = await again('1');
    await other.importFiles([MINUTES]);
    changes.emit(elsewhere('documents'));
    await eventually(() => expect(api.documents.get().map(({ path }) => path)).toEqual(['minutes.txt']));
    await history.documents.clear();
    changes.emit(elsewhere('documents'));
    await eventually(() => expect(api.documents.get()).toEqual([]));
  });

  it('come back when one is restored', async () => {
    const { api } = await makeDocuments();
    await api.importFiles([MINUTES]);
    const removed = await api.remove(api.documents.get()[0]?.id ?? '');
    expect(api.documents.get()).toEqual([]);
    await api.restore(removed as DeskDocument);
    expect(api.documents.get().map(({ path }) => path)).toEqual(['minutes.txt']);
  });
});

describe('a summary', () => {
  it('is made once, and anew by another version or where the text is another', async () => {
    const { api, history, again } = await makeDocuments();
    await api.importFiles([MINUTES]);
    const id = api.documents.get()[0]?.id ?? '';
    const made = await api.summary(id, run());
    expect(made.line[0]?.text).toContain('€4,100');
    const reading = vi.fn();
    expect(await api.summary(id, run(reading))).toEqual(made);
    expect(reading).not.toHaveBeenCalled();
    await (await again('2')).summary(id, run(reading));
    expect(reading).toHaveBeenCalled();

    const stored = (await history.documents.get(id)) as DeskDocument;
    await history.documents.put({ ...stored, text: 'Nothing was agreed about the mill at all.' });
    expect((await (await again('2')).summary(id, run())).line[0]?.text).not.toContain('€4,100');
  });

  it('of a document that is removed while it is made is not kept', async () => {
    const { api, history } = await makeDocuments();
    await api.importFiles([MINUTES]);
    const id = api.documents.get()[0]?.id ?? '';
    let removing: Promise<unknown> | null = null;
    await api.summary(
      id,
      run(() => (removing ??= api.remove(id))),
    );
    await removing;
    expect(await history.documentSummaries.ids()).toEqual([]);
  });
});
