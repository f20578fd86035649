/** Folders of files, whoever keeps them: the File System Access API, or a list of files that the user picked. */

/** `lastModified`: milliseconds since 1970; absent where nobody knows. */
export type MailFile = Blob & { readonly lastModified?: number };

export interface FileNode {
  readonly kind: 'file';
  readonly name: string;
  getFile(): Promise<MailFile>;
}

/** As much of `FileSystemDirectoryHandle` as is used. */
export interface FolderNode {
  readonly kind: 'directory';
  readonly name: string;
  entries(): AsyncIterable<[string, FileNode | FolderNode]>;
  getFileHandle(name: string): Promise<FileNode>;
  getDirectoryHandle(name: string): Promise<FolderNode>;
}

/** A folder of the picked files; their names may be paths with `/`. */
export function folderOfFiles(
  name: string,
  files: readonly { readonly name: string; readonly blob: MailFile }[],
): FolderNode {
  const root = new PickedFolder(name);
  for (const file of files) {
    const parts = file.name.split('/').filter((part) => part !== '');
    const fileName = parts.pop();
    if (fileName === undefined) continue;
    let folder = root;
    for (const part of parts) folder = folder.below(part);
    folder.put({ kind: 'file', name: fileName, getFile: async () => file.blob });
  }
  return root;
}

class PickedFolder implements FolderNode {
  readonly kind = 'directory';
  readonly name: string;
  readonly #children = new Map<string, FileNode | PickedFolder>();

  constructor(name: string) {
    this.name = name;
  }

  put(file: FileNode): void {
    this.#children.set(file.name, file);
  }

  below(name: string): PickedFolder {
    const known = this.#children.get(name);
    if (known instanceof PickedFolder) return known;
    const folder = new PickedFolder(name);
    this.#children.set(name, folder);
    return folder;
  }

  async *entries(): AsyncGenerator<[string, FileNode | FolderNode]> {
    yield* this.#children;
  }

  async getFileHandle(name: string): Promise<FileNode> {
    const child = this.#children.get(name);
    if (child?.kind === 'file') return child;
    throw new DOMException(`There is no file ${name}.`, 'NotFoundError');
  }

  async getDirectoryHandle(name: string): Promise<FolderNode> {
    const child = this.#children.get(name);
    if (child?.kind === 'directory') return child;
    throw new DOMException(`There is no folder ${name}.`, 'NotFoundError');
  }
}

/** The file at a path below the folder. Rejects with a `NotFoundError` when it is not there. */
export async function fileAt(root: FolderNode, path: string): Promise<FileNode> {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  let folder = root;
  for (const part of parts) folder = await folder.getDirectoryHandle(part);
  return folder.getFileHandle(name);
}
