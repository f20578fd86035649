import type { DocumentOutcome, ImportFile } from '../../contracts/import-api';
import type { Observable } from '../../contracts/observable';
import type { WatchedFile, WatchedFolder } from '../../contracts/watched-folder';
import type { History } from '../../history/history';
import type { Clock } from '../../platform/clock';
import { askFolderPermission, folderPermission, pickFolder } from '../../platform/folders/folder-access';
import { listFolder } from '../../platform/folders/list-folder';
import { watchFolder } from '../../platform/folders/watch-folder';
import { createObservable } from '../../platform/observable';
import { compareFiles } from './compare-files';
import { isDocumentName } from './document-files';

/** A watched folder in the list. */
export interface FolderRow {
  readonly id: string;
  readonly name: string;
  /** `asks`: the browser wants the user's leave again. `gone`: the folder is no longer there, or may not be read. */
  readonly state: 'watched' | 'reading' | 'asks' | 'gone';
  readonly files: number;
  /** Documents whose file is no longer in the folder. */
  readonly missing: readonly string[];
  /** ISO 8601; null before the first look. */
  readonly checkedAt: string | null;
  /** Whether the folder holds more files than are looked at. */
  readonly isCut: boolean;
}

export interface WatchedFolders {
  readonly rows: Observable<readonly FolderRow[]>;
  /** Takes up the watch over the folders of earlier visits, as far as the browser allows. */
  resume(): Promise<void>;
  /** Takes over what another tab has done: it reads the files of a new folder. */
  follow(): Promise<void>;
  /** What reading came to; null when the user picked none. Must be called from a click. */
  add(): Promise<DocumentOutcome | null>;
  /** Asks for leave to read a folder, then looks at it. Must be called from a click. */
  allow(id: string): Promise<DocumentOutcome | null>;
  /** The documents stay. */
  stop(id: string): Promise<void>;
}

interface FolderParts {
  readonly history: Pick<History, 'folders' | 'documents'>;
  readonly clock: Clock;
  /** Reads files and stores their documents; `onRead` is told the id of each. */
  readonly read: (
    files: readonly ImportFile[],
    onRead: (path: string, documentId: string) => void,
  ) => Promise<DocumentOutcome>;
  readonly removeDocuments: (ids: readonly string[]) => Promise<void>;
  readonly watchChanges?: typeof watchFolder;
}

export function createWatchedFolders({
  history,
  clock,
  read,
  removeDocuments,
  watchChanges = watchFolder,
}: FolderParts): WatchedFolders {
  const rows = createObservable<readonly FolderRow[]>([]);
  const ends = new Map<string, () => void>();
  const looking = new Map<string, Promise<DocumentOutcome | null>>();

  function show(folder: WatchedFolder, change: Pick<FolderRow, 'state'> & Partial<FolderRow>): void {
    const before = rows.get().find(({ id }) => id === folder.id);
    const row: FolderRow = {
      id: folder.id,
      name: folder.name,
      files: folder.files.filter(({ missing }) => !missing).length,
      missing: folder.files.flatMap(({ missing, itemId }) => (missing && itemId !== null ? [itemId] : [])),
      checkedAt: folder.checkedAt,
      isCut: before?.isCut ?? false,
      ...change,
    };
    const others = rows.get().filter(({ id }) => id !== folder.id);
    rows.set([...others, row].sort((a, b) => a.name.localeCompare(b.name)));
  }

  /** Reads what is new or changed in a folder. One look at a time; another one waits for it, since it may have begun before the change. */
  function look(id: string): Promise<DocumentOutcome | null> {
    const running = looking.get(id) ?? Promise.resolve(null);
    const mine = running.catch(() => null).then(() => lookNow(id));
    looking.set(id, mine);
    return mine;
  }

  async function lookNow(id: string): Promise<DocumentOutcome | null> {
    const folder = await history.folders.get(id);
    if (!folder) return null;
    if ((await folderPermission(folder.handle)) !== 'granted') {
      show(folder, { state: 'asks' });
      return null;
    }
    const listing = await listFolder(folder.handle, isDocumentName).catch(() => null);
    if (!listing) {
      show(folder, { state: 'gone' });
      return null;
    }
    const { fresh, replaced, kept } = compareFiles(folder.files, listing.files);
    if (fresh.length > 0) show(folder, { state: 'reading' });
    const ids = new Map<string, string>();
    const outcome = await read(
      fresh.map(({ path, file }) => ({ name: `${folder.name}/${path}`, blob: file })),
      (path, documentId) => ids.set(path, documentId),
    ).catch((thrown: unknown) => {
      // Nothing is read any more; the next look finds the same files new.
      show(folder, { state: 'watched' });
      throw thrown;
    });
    const before = new Map(replaced.map(({ path, itemId }) => [path, itemId]));
    const done: WatchedFile[] = fresh.flatMap(({ path, file }, index) => {
      const itemId = ids.get(`${folder.name}/${path}`) ?? null;
      // What was not reached before a cancel is as new as before.
      if (itemId === null && outcome.cancelled && index >= outcome.documents) return [];
      const { size: bytes, lastModified: modified } = file;
      // What cannot be read, perhaps because a program is still writing it, takes the place of nothing.
      return [{ path, bytes, modified, itemId: itemId ?? before.get(path) ?? null, missing: false }];
    });
    const now = new Set(done.map(({ itemId }) => itemId));
    const readPaths = new Set(done.map(({ path }) => path));
    const outdated = replaced.filter(({ path, itemId }) => readPaths.has(path) && !now.has(itemId));
    await removeDocuments(outdated.flatMap(({ itemId }) => itemId ?? []));
    const files = [...kept, ...replaced.filter(({ path }) => !readPaths.has(path)), ...done];
    const checkedAt = new Date(clock.now()).toISOString();
    let next: WatchedFolder | null = null;
    // It may have been given up meanwhile, and stays so.
    await history.folders.change(id, (now) => (next = now ? { ...now, files, checkedAt } : null));
    if (next) show(next, { state: 'watched', isCut: listing.isCut });
    return outcome;
  }

  function watch({ id, handle }: WatchedFolder): void {
    ends.get(id)?.();
    ends.set(
      id,
      watchChanges(handle, () => void look(id).catch(() => undefined)),
    );
  }

  function drop(id: string): void {
    ends.get(id)?.();
    ends.delete(id);
    rows.set(rows.get().filter((row) => row.id !== id));
  }

  async function stored(): Promise<WatchedFolder[]> {
    return (await history.folders.all()).filter(({ purpose }) => purpose === 'documents');
  }

  return {
    rows,
    async resume() {
      for (const folder of await stored()) {
        show(folder, { state: 'watched' });
        if ((await folderPermission(folder.handle)) === 'granted') watch(folder);
        void look(folder.id).catch(() => undefined);
      }
    },
    async follow() {
      const folders = await stored();
      for (const { id } of rows.get()) if (folders.every((folder) => folder.id !== id)) drop(id);
      for (const folder of folders) {
        const known = rows.get().find(({ id }) => id === folder.id);
        const isAllowed = (await folderPermission(folder.handle)) === 'granted';
        if (!known && isAllowed) watch(folder);
        show(folder, { state: known?.state ?? (isAllowed ? 'watched' : 'asks') });
      }
    },
    async add() {
      const handle = await pickFolder('deskside-documents');
      if (!handle) return null;
      const known = await findSame(await history.folders.all(), handle);
      const folder: WatchedFolder = known ?? {
        ...{ id: crypto.randomUUID(), purpose: 'documents', name: handle.name, handle },
        ...{ files: [], checkedAt: null },
      };
      if (!known) await history.folders.put(folder);
      watch(folder);
      return look(folder.id);
    },
    async allow(id) {
      const folder = await history.folders.get(id);
      if (!folder) return null;
      if ((await askFolderPermission(folder.handle)) !== 'granted') return null;
      watch(folder);
      return look(id);
    },
    async stop(id) {
      drop(id);
      await history.folders.delete(id);
    },
  };
}

async function findSame(
  folders: readonly WatchedFolder[],
  handle: FileSystemDirectoryHandle,
): Promise<WatchedFolder | null> {
  for (const folder of folders)
    if (folder.purpose === 'documents' && (await folder.handle.isSameEntry(handle))) return folder;
  return null;
}
