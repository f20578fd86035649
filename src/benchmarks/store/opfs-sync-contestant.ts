import type { ModelEntry, ModelFile } from '../../contracts/model';
import { handleOf, opfsContestant } from './opfs-contestant';
import type { StoreContestant } from './store-contestant';

/** What only workers have, and so is not among the types of the page. */
interface SyncAccessHandle {
  read(into: ArrayBuffer, options: { readonly at: number }): number;
  close(): void;
}
interface HandleInWorker {
  createSyncAccessHandle(): Promise<SyncAccessHandle>;
}

/** Of a stream; as large as the chunks of our own store. */
const PIECE_BYTES = 8 * 2 ** 20;

/** The origin's private file system, read through the handles made for speed. They lock the file, so that one tab can load it at a time. */
export const opfsSyncContestant: StoreContestant = {
  ...opfsContestant,
  async buffer(model, file) {
    const handle = await open(model, file);
    try {
      return readAt(handle, 0, file.bytes);
    } finally {
      handle.close();
    }
  },
  async stream(model, file) {
    const handle = await open(model, file);
    let position = 0;
    return new ReadableStream({
      pull(controller) {
        const bytes = Math.min(PIECE_BYTES, file.bytes - position);
        if (bytes === 0) {
          handle.close();
          controller.close();
          return;
        }
        controller.enqueue(new Uint8Array(readAt(handle, position, bytes)));
        position += bytes;
      },
      cancel: () => handle.close(),
    });
  },
};

let opening: Promise<unknown> = Promise.resolve();

/** One after the other: opened at once, one in a hundred handles never came (Chromium 156). */
async function open(model: ModelEntry, file: ModelFile): Promise<SyncAccessHandle> {
  const handle = (await handleOf(model, file)) as unknown as HandleInWorker;
  const opened = opening.then(() => handle.createSyncAccessHandle());
  opening = opened.catch(() => undefined);
  return opened;
}

function readAt(handle: SyncAccessHandle, at: number, bytes: number): ArrayBuffer {
  const buffer = new ArrayBuffer(bytes);
  const read = handle.read(buffer, { at });
  if (read !== bytes) throw new Error(`Read ${read} of ${bytes} bytes.`);
  return buffer;
}
