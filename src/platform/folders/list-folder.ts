export interface FolderFile {
  /** Below the folder, with `/`. */
  readonly path: string;
  readonly file: File;
}

export interface FolderListing {
  readonly files: readonly FolderFile[];
  /** Whether there was more than is listed. */
  readonly isCut: boolean;
}

const MOST_FILES = 5_000;
const DEEPEST = 16;

/**
 * The files of a folder and those below whose names `wants` accepts, by path; hidden ones and what cannot be read at this moment are left out.
 * Rejects when the folder itself is gone or may not be read.
 */
export async function listFolder(
  folder: FileSystemDirectoryHandle,
  wants: (name: string) => boolean,
): Promise<FolderListing> {
  const files: FolderFile[] = [];
  let isCut = false;

  async function walk(handle: FileSystemDirectoryHandle, prefix: string, depth: number): Promise<void> {
    for await (const [name, entry] of handle.entries()) {
      if (files.length >= MOST_FILES) isCut = true;
      if (isCut) return;
      if (name.startsWith('.')) continue;
      if (isDirectory(entry)) {
        if (depth < DEEPEST) await walk(entry, `${prefix}${name}/`, depth + 1).catch(() => undefined);
      } else if (isFile(entry) && wants(name)) {
        const file = await entry.getFile().catch(() => null);
        if (file) files.push({ path: prefix + name, file });
      }
    }
  }

  await walk(folder, '', 0);
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), isCut };
}

function isFile(handle: FileSystemHandle): handle is FileSystemFileHandle {
  return handle.kind === 'file';
}

function isDirectory(handle: FileSystemHandle): handle is FileSystemDirectoryHandle {
  return handle.kind === 'directory';
}
