import {
  BlobReader,
  TextWriter,
  ZipReader,
  type FileEntry,
  type Reader,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { DesksideError } from '../contracts/failure';
import type { WorkspaceManifest, WorkspaceRows } from '../contracts/workspace';
import { openSealedFile } from './sealed-file';
import { isSealed } from './sealed-header';
import { damagedWorkspace, NEEDS_PASSPHRASE, notAWorkspace } from './workspace-failures';
import { LONGEST_MANIFEST, MANIFEST_NAME, parseManifest, partFileName } from './workspace-manifest';
import { readPart } from './read-part';

/** A workspace file that is being read. Every method rejects with a `DesksideError`. */
export interface WorkspaceReader {
  readonly manifest: WorkspaceManifest;
  /** As `WorkspaceWorkerApi.read`. */
  read(part: string, anew: boolean): Promise<WorkspaceRows>;
}

/** More files than a workspace has parts, by far. */
const MOST_ENTRIES = 1000;

export async function openWorkspace(file: Blob, passphrase: string | null): Promise<WorkspaceReader> {
  const entries = await listEntries(await toReader(file, passphrase));
  const manifest = await readManifest(entries);
  let current: { readonly name: string; readonly rows: AsyncGenerator<unknown[]> } | null = null;

  function begin(name: string): AsyncGenerator<unknown[]> {
    const part = manifest.parts.find((each) => each.name === name);
    if (!part) throw new DesksideError(damagedWorkspace(`it has no part “${name}”`));
    return readPart(requireEntry(entries, partFileName(name)), part);
  }

  return {
    manifest,
    async read(name, anew) {
      if (anew || current?.name !== name) {
        await current?.rows.return(undefined);
        current = { name, rows: begin(name) };
      }
      try {
        const next = await current.rows.next();
        if (next.done) current = null;
        return { rows: next.done ? [] : next.value, done: next.done === true };
      } catch (thrown) {
        current = null;
        throw asFailure(thrown);
      }
    },
  };
}

async function toReader(file: Blob, passphrase: string | null): Promise<Reader<Blob>> {
  const start = new Uint8Array(await file.slice(0, 8).arrayBuffer());
  if (!isSealed(start)) return new BlobReader(file);
  if (passphrase === null) throw new DesksideError(NEEDS_PASSPHRASE);
  return openSealedFile(file, passphrase);
}

async function listEntries(reader: Reader<Blob>): Promise<Map<string, FileEntry>> {
  const zip = new ZipReader(reader, { useWebWorkers: false, strictness: 'strict' });
  const entries = new Map<string, FileEntry>();
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      if (!entry.directory) entries.set(entry.filename, entry);
      if (entries.size > MOST_ENTRIES) throw new DesksideError(notAWorkspace('too many files'));
    }
  } catch (thrown) {
    throw thrown instanceof DesksideError
      ? thrown
      : new DesksideError(notAWorkspace(String(thrown)), { cause: thrown });
  }
  return entries;
}

async function readManifest(entries: ReadonlyMap<string, FileEntry>): Promise<WorkspaceManifest> {
  const entry = entries.get(MANIFEST_NAME);
  if (!entry || entry.uncompressedSize > LONGEST_MANIFEST) throw new DesksideError(notAWorkspace());
  try {
    return parseManifest(await entry.getData(new TextWriter(), { checkSignature: true }));
  } catch (thrown) {
    throw asFailure(thrown);
  }
}

function requireEntry(entries: ReadonlyMap<string, FileEntry>, name: string): FileEntry {
  const entry = entries.get(name);
  if (entry && !entry.encrypted) return entry;
  throw new DesksideError(damagedWorkspace(`${name} is not in it`));
}

function asFailure(thrown: unknown): DesksideError {
  return thrown instanceof DesksideError
    ? thrown
    : new DesksideError(damagedWorkspace('it cannot be unpacked', String(thrown)), { cause: thrown });
}
