/** A folder of this machine, in memory, with what a file system does to those who read it. */

const encoder = new TextEncoder();
const decoder = new TextDecoder('latin1');

interface StoredFile {
  readonly kind: 'file';
  bytes: Uint8Array<ArrayBuffer>;
  modified: number;
  /** Grows with each change, so that whoever has opened the file before can be told. */
  version: number;
  isUnreadable: boolean;
}

interface StoredFolder {
  readonly kind: 'directory';
  readonly children: Map<string, StoredFile | StoredFolder>;
}

export class FakeMailFolder {
  name: string;
  readonly #root: StoredFolder = { kind: 'directory', children: new Map() };
  readonly #observers = new Set<() => void>();
  /** Bytes that were read from files. */
  bytesRead = 0;
  /** Thrown by all there is, until it is null. */
  fault: DOMException | null = null;
  /** Thrown once. */
  nextFault: DOMException | null = null;
  /** Nothing answers. */
  isStalled = false;
  /** Called before bytes of a file are read. */
  onRead: ((path: string) => void) | null = null;

  constructor(name: string) {
    this.name = name;
  }

  /** As the browser hands it out. */
  get handle(): FileSystemDirectoryHandle {
    return this.#folderHandle(this.name, this.#root, '') as unknown as FileSystemDirectoryHandle;
  }

  write(path: string, content: string | Uint8Array<ArrayBuffer>, modified = Date.now()): void {
    const bytes = typeof content === 'string' ? encoder.encode(content) : content;
    const [folder, name] = this.#locate(path, true);
    const before = folder.children.get(name);
    const version = before?.kind === 'file' ? before.version + 1 : 1;
    folder.children.set(name, { kind: 'file', bytes, modified, version, isUnreadable: false });
    this.#tell();
  }

  append(path: string, text: string, modified = Date.now()): void {
    const file = this.#file(path);
    const bytes = new Uint8Array([...file.bytes, ...encoder.encode(text)]);
    Object.assign(file, { bytes, modified, version: file.version + 1 });
    this.#tell();
  }

  makeFolder(path: string): void {
    this.#locate(`${path}/x`, true);
  }

  /** The content, a character for each byte; empty when there is no file. */
  read(path: string): string {
    const [folder, name] = this.#locate(path, true);
    const file = folder.children.get(name);
    return file?.kind === 'file' ? decoder.decode(file.bytes) : '';
  }

  remove(path: string): void {
    const [folder, name] = this.#locate(path);
    folder.children.delete(name);
    this.#tell();
  }

  rename(from: string, to: string): void {
    const file = this.#file(from);
    this.remove(from);
    const [folder, name] = this.#locate(to, true);
    folder.children.set(name, file);
  }

  setUnreadable(path: string, isUnreadable = true): void {
    this.#file(path).isUnreadable = isUnreadable;
  }

  paths(): string[] {
    const list = (folder: StoredFolder, prefix: string): string[] =>
      [...folder.children].flatMap(([name, child]) =>
        child.kind === 'file' ? [prefix + name] : list(child, `${prefix}${name}/`),
      );
    return list(this.#root, '');
  }

  /** For `FileSystemObserver`. */
  observe(onChange: () => void): () => void {
    this.#observers.add(onChange);
    return () => this.#observers.delete(onChange);
  }

  #tell(): void {
    for (const onChange of this.#observers) onChange();
  }

  #locate(path: string, makes = false): [StoredFolder, string] {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    let folder = this.#root;
    for (const part of parts) {
      let below = folder.children.get(part);
      if (!below && makes) {
        below = { kind: 'directory', children: new Map() };
        folder.children.set(part, below);
      }
      if (below?.kind !== 'directory') throw new Error(`There is no folder ${path}.`);
      folder = below;
    }
    return [folder, name];
  }

  #file(path: string): StoredFile {
    const [folder, name] = this.#locate(path);
    const file = folder.children.get(name);
    if (file?.kind !== 'file') throw new Error(`There is no file ${path}.`);
    return file;
  }

  async #answer(): Promise<void> {
    if (this.isStalled) await new Promise(() => undefined);
    const fault = this.fault ?? this.nextFault;
    this.nextFault = null;
    if (fault) throw fault;
  }

  #folderHandle(name: string, folder: StoredFolder, path: string): object {
    const handleOf = (child: StoredFile | StoredFolder, childName: string): object =>
      child.kind === 'file'
        ? this.#fileHandle(folder, childName, path)
        : this.#folderHandle(childName, child, `${path}${childName}/`);
    const answer = (): Promise<void> => this.#answer();
    const find = async (kind: 'file' | 'directory', childName: string): Promise<object> => {
      await answer();
      const child = folder.children.get(childName);
      if (child?.kind !== kind) throw new DOMException(`No ${path}${childName}`, 'NotFoundError');
      return handleOf(child, childName);
    };
    return {
      kind: 'directory',
      name,
      async *entries() {
        await answer();
        for (const [childName, child] of [...folder.children]) yield [childName, handleOf(child, childName)];
      },
      getFileHandle: (childName: string) => find('file', childName),
      getDirectoryHandle: (childName: string) => find('directory', childName),
    };
  }

  #fileHandle(folder: StoredFolder, name: string, path: string): object {
    const getFile = async (): Promise<File> => {
      await this.#answer();
      const file = folder.children.get(name);
      if (file?.kind !== 'file') throw new DOMException(`No ${path}${name}`, 'NotFoundError');
      return this.#snapshot(file, name, path + name);
    };
    return { kind: 'file', name, getFile };
  }

  /** What browsers give: bytes that can be read for as long as the file does not change. */
  #snapshot(stored: StoredFile, name: string, path: string): File {
    const { version, bytes } = stored;
    const guarded = (blob: Blob): Blob => {
      const read = blob.arrayBuffer.bind(blob);
      const arrayBuffer = async (): Promise<ArrayBuffer> => {
        this.onRead?.(path);
        await this.#answer();
        if (stored.version !== version || stored.isUnreadable)
          throw new DOMException(`Cannot read ${path}`, 'NotReadableError');
        this.bytesRead += blob.size;
        return read();
      };
      return Object.defineProperty(blob, 'arrayBuffer', { value: arrayBuffer });
    };
    const file = guarded(new File([bytes], name, { lastModified: stored.modified })) as File;
    const slice = file.slice.bind(file);
    Object.defineProperty(file, 'slice', {
      value: (start?: number, end?: number) => guarded(slice(start, end)),
    });
    return file;
  }
}

/** A mail as Thunderbird appends it to a mailbox. */
export function thunderbirdEntry(eml: string, status = '0001'): string {
  const quoted = eml.replace(/^(>*From )/gmu, '>$1');
  return `From \r\nX-Mozilla-Status: ${status}\r\nX-Mozilla-Status2: 00000000\r\n${quoted}\r\n`;
}

/** The mails of such a mailbox, with their lines before. */
export const thunderbirdEntries = (mbox: string): string[] =>
  mbox === '' ? [] : mbox.split(/(?<=\r\n\r\n)(?=From \r\n)/u);

export const isMarkedDeleted = (entry: string): boolean => /^X-Mozilla-Status: 0009/mu.test(entry);

/** What Thunderbird does when a mail is deleted: its flag, in place. */
export function markDeleted(mbox: string, messageId: string): string {
  return thunderbirdEntries(mbox)
    .map((entry) =>
      entry.includes(`Message-ID: ${messageId}`)
        ? entry.replace('X-Mozilla-Status: 0001', 'X-Mozilla-Status: 0009')
        : entry,
    )
    .join('');
}

/** What Thunderbird does when a folder is compacted. */
export const compacted = (mbox: string): string =>
  thunderbirdEntries(mbox)
    .filter((entry) => !isMarkedDeleted(entry))
    .join('');
