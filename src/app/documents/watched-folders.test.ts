import { beforeEach, expect, it } from 'vitest';
import type { DocumentOutcome, ImportFile } from '../../contracts/import-api';
import type { WatchedFolder } from '../../contracts/watched-folder';
import { createHistory, type History } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import { systemClock } from '../../platform/clock';
import { createWatchedFolders } from './watched-folders';

let history: History;
let files: File[];
const removed: string[] = [];

/** Reads every file but those that hold `half`, of which a document is named by its content. */
async function read(
  given: readonly ImportFile[],
  onRead: (path: string, documentId: string) => void,
): Promise<DocumentOutcome> {
  let documents = 0;
  for (const { name, blob } of given) {
    const text = await blob.text();
    if (text === 'half') continue;
    onRead(name, `document of ${text}`);
    documents += 1;
  }
  return { documents, problems: [], cancelled: false };
}

const saved = (text: string, lastModified: number): File => new File([text], 'plan.md', { lastModified });

beforeEach(async () => {
  history = createHistory(createMemoryHistoryStorage());
  removed.length = 0;
  const handle = {
    kind: 'directory',
    name: 'Plans',
    async *entries() {
      for (const file of files) yield [file.name, { kind: 'file', getFile: async () => file }];
    },
  };
  const folder = { id: 'f', purpose: 'documents', name: 'Plans', files: [], checkedAt: null };
  await history.folders.put({ ...folder, handle } as unknown as WatchedFolder);
});

const watched = (reading = read) =>
  createWatchedFolders({
    ...{ history, read: reading, clock: systemClock },
    removeDocuments: async (ids) => void removed.push(...ids),
    watchChanges: () => () => undefined,
  });

const look = () => watched().allow('f');

const documents = async () => (await history.folders.get('f'))?.files.map(({ itemId }) => itemId);

it('lets a changed file take the place of what was read of it before', async () => {
  files = [saved('one', 1)];
  await look();
  files = [saved('two', 2)];
  await look();
  expect(removed).toEqual(['document of one']);
  expect(await documents()).toEqual(['document of two']);
});

it('keeps the document of a file that cannot be read any more, until it can be', async () => {
  files = [saved('one', 1)];
  await look();
  files = [saved('half', 2)];
  await look();
  expect(removed).toEqual([]);
  expect(await documents()).toEqual(['document of one']);
  files = [saved('two', 3)];
  await look();
  expect(removed).toEqual(['document of one']);
  expect(await documents()).toEqual(['document of two']);
});

it('says no longer that it reads when reading broke off, and reads the same files at the next look', async () => {
  files = [saved('one', 1)];
  const folders = watched(() => Promise.reject(new Error('The disk is full.')));
  await expect(folders.allow('f')).rejects.toThrow('full');
  expect(folders.rows.get()).toMatchObject([{ name: 'Plans', state: 'watched', files: 0 }]);
  await look();
  expect(await documents()).toEqual(['document of one']);
});

it('does not come back when another tab gives it up just as what was read is stored', async () => {
  const [folder] = await history.folders.all();
  for (let turns = 0; turns < 20; turns += 1) {
    if (folder) await history.folders.put(folder);
    files = [saved('one', 1)];
    let stopped: Promise<void> | undefined;
    const stopSoon = async () => {
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      await history.folders.delete('f');
    };
    await createWatchedFolders({
      ...{ history, read, clock: systemClock },
      removeDocuments: async () => void (stopped = stopSoon()),
      watchChanges: () => () => undefined,
    }).allow('f');
    await stopped;
    expect(await history.folders.all(), `after ${turns} turns`).toEqual([]);
  }
});
