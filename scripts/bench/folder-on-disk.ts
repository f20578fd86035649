import { openAsBlob } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** A folder of this disk as the browser would hand it out, which counts what is read of its files. */
export class FolderOnDisk {
  readonly #folder: string;
  bytesRead = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get handle(): FileSystemDirectoryHandle {
    const getFileHandle = async (name: string): Promise<object> => this.#fileHandle(name);
    const list = (): Promise<string[]> => readdir(this.#folder);
    return {
      kind: 'directory',
      name: path.basename(this.#folder),
      async *entries() {
        for (const name of await list()) yield [name, await getFileHandle(name)];
      },
      getFileHandle,
    } as unknown as FileSystemDirectoryHandle;
  }

  #fileHandle(name: string): object {
    const file = path.join(this.#folder, name);
    const getFile = async (): Promise<Blob> => {
      const blob = await openAsBlob(file);
      const slice = blob.slice.bind(blob);
      return Object.defineProperties(blob, {
        lastModified: { value: (await stat(file)).mtimeMs },
        slice: {
          value: (start: number, end: number) => {
            const part = slice(start, end);
            this.bytesRead += part.size;
            return part;
          },
        },
      }) as unknown as Blob;
    };
    return { kind: 'file', name, getFile };
  }
}
