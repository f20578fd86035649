import { TextReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import { createSHA256, type IHasher } from 'hash-wasm';
import { DesksideError } from '../contracts/failure';
import {
  WORKSPACE_FILE_VERSION,
  WORKSPACE_FORMAT,
  type WorkspaceHead,
  type WorkspaceManifest,
  type WorkspacePart,
} from '../contracts/workspace';
import { createBlobSink } from '../platform/blob-sink';
import { encodeRow } from './row-codec';
import { createSealingStream } from './sealing-stream';
import type { KeyCost } from './sealed-header';
import { NO_ROOM_FOR_FILE } from './workspace-failures';
import { MANIFEST_NAME, partFileName } from './workspace-manifest';

/** A workspace file that is being written: a zip of parts with JSON rows, one a line, held in memory a piece at a time. */
export interface WorkspaceWriter {
  /** Adds rows to the part; parts come one after the other. Resolves when more can be taken. */
  add(part: string, rows: readonly unknown[]): Promise<void>;
  finish(): Promise<Blob>;
}

interface OpenPart {
  readonly name: string;
  readonly writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly hash: IHasher;
  readonly added: Promise<unknown>;
  rows: number;
  bytes: number;
}

export async function createWorkspaceWriter(
  head: WorkspaceHead,
  passphrase: string | null,
  kdf?: KeyCost,
): Promise<WorkspaceWriter> {
  const sink = createBlobSink(passphrase === null ? 'application/zip' : 'application/octet-stream');
  const sealing = passphrase === null ? null : await createSealingStream(passphrase, kdf);
  const written = sealing?.readable.pipeTo(sink.writable);
  // Told by `finish`, or by the zip writer that it breaks.
  written?.catch(() => undefined);
  const zip = new ZipWriter(sealing?.writable ?? sink.writable, { useWebWorkers: false, level: 6 });
  const text = new TextEncoder();
  const parts: WorkspacePart[] = [];
  let open: OpenPart | null = null;

  async function begin(name: string): Promise<OpenPart> {
    const passing = new TransformStream<Uint8Array, Uint8Array>();
    const added = zip.add(partFileName(name), passing.readable);
    added.catch(() => undefined);
    const hash = await createSHA256();
    return { name, hash: hash.init(), writer: passing.writable.getWriter(), added, rows: 0, bytes: 0 };
  }

  async function close(): Promise<void> {
    if (!open) return;
    const { name, rows, bytes, hash, writer, added } = open;
    open = null;
    await writer.close();
    await added;
    parts.push({ name, rows, bytes, sha256: hash.digest('hex') });
  }

  return {
    async add(part, rows) {
      if (open?.name !== part) {
        await close();
        open = await begin(part);
      }
      const into = open;
      for (const row of rows) {
        const line = text.encode(`${encodeRow(row)}\n`);
        into.hash.update(line);
        into.rows += 1;
        into.bytes += line.byteLength;
        // Should packing have failed, the writer would wait for ever.
        await Promise.race([into.writer.write(line), into.added]);
      }
    },
    async finish() {
      await close();
      const manifest: WorkspaceManifest = {
        format: WORKSPACE_FORMAT,
        version: WORKSPACE_FILE_VERSION,
        ...head,
        parts,
      };
      await zip.add(MANIFEST_NAME, new TextReader(JSON.stringify(manifest, null, 2)));
      await zip.close();
      await written;
      return readable(sink.blob());
    },
  };
}

/** A browser that had no room for a Blob says so to whoever reads it; the one that saves it would leave a file with nothing in it. */
async function readable(file: Blob): Promise<Blob> {
  try {
    await file.slice(-1).arrayBuffer();
  } catch (error) {
    throw new DesksideError({ ...NO_ROOM_FOR_FILE, detail: String(error) }, { cause: error });
  }
  return file;
}
