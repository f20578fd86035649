import type { ImportFile } from '../../contracts/import-api';

/**
 * The files of a drop, folders opened. The entries must be taken before the event handler returns, which is why this
 * is called in it and awaited later. Files that the browser cannot read (a broken link in a folder) are left out.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<ImportFile[]> {
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  const entries = items.map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const found = await Promise.all(
    entries.map((entry) => {
      if (entry === null) return [];
      return entry instanceof File ? [{ name: entry.name, blob: entry }] : filesBelow(entry);
    }),
  );
  return found.flat();
}

/** The files that a picker chose, with their path where a folder was chosen. */
export function pickedFiles(files: Iterable<File>): ImportFile[] {
  return Array.from(files, (file) => ({ name: file.webkitRelativePath || file.name, blob: file }));
}

/** All files below an entry, in the order of their names; hidden ones are left out. */
export async function filesBelow(entry: FileSystemEntry): Promise<ImportFile[]> {
  if (isFile(entry)) {
    const file = await new Promise<File | null>((resolve) => entry.file(resolve, () => resolve(null)));
    return file ? [{ name: entry.fullPath.replace(/^\//, ''), blob: file }] : [];
  }
  if (!isDirectory(entry)) return [];
  const children = await readDirectory(entry);
  const visible = children.filter((child) => !child.name.startsWith('.'));
  visible.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  const files: ImportFile[] = [];
  for (const child of visible) files.push(...(await filesBelow(child)));
  return files;
}

async function readDirectory(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  // Chromium hands over a hundred entries at a time, and an empty list at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
