import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as Comlink from 'comlink';
import { describe, expect, it, vi } from 'vitest';
import type { DeskDocument } from '../contracts/document';
import type { DocumentProgress, ImportWorkerApi } from '../contracts/import-api';
import { readDocumentsInWorkers } from './read-documents-in-workers';
import type { WorkerLike } from './worker-lane';

type Read = ImportWorkerApi['readDocuments'];
const never = (): Promise<never> => new Promise(() => undefined);

/** A worker over a message channel that reads as it is told. */
function worker(read: Read): WorkerLike & { readonly ended: () => boolean; fail(): void } {
  const { port1, port2 } = new MessageChannel();
  const events = new EventTarget();
  let ended = false;
  Comlink.expose({ readDocuments: read }, port2 as unknown as Comlink.Endpoint);
  port1.start();
  const route = (type: string): EventTarget =>
    type === 'message' ? (port1 as unknown as EventTarget) : events;
  return {
    postMessage: (message: unknown, transfer?: unknown) => port1.postMessage(message, transfer as never),
    addEventListener: (type: string, listener: never, options?: never) =>
      route(type).addEventListener(type, listener, options),
    removeEventListener: (type: string, listener: never) => route(type).removeEventListener(type, listener),
    terminate: () => {
      ended = true;
      port1.close();
      port2.close();
    },
    ended: () => ended,
    fail: () => events.dispatchEvent(new Event('error')),
  } as never;
}

/** Reads every file but those whose name begins with `bad`, of which it falls silent. */
const read: Read = async ({ files }, onDocument, onProgress) => {
  const [file] = files;
  onProgress({ fileName: file?.name ?? '', done: 0, total: 1 });
  if (file?.name.startsWith('bad')) return never();
  await onDocument({ id: file?.name } as DeskDocument);
  return { ok: true, value: { documents: 1, problems: [], cancelled: false } };
};

const files = ['a.pdf', 'bad.pdf', 'b.pdf'].map((name) => ({ name, blob: new Blob() }));

describe('readDocumentsInWorkers', () => {
  it('goes on behind a file that its worker hangs of, in a new worker, and says so', async () => {
    const workers: ReturnType<typeof worker>[] = [];
    const spawn = (): WorkerLike => {
      const next = worker(read);
      workers.push(next);
      return next;
    };
    const stored: string[] = [];
    const told: DocumentProgress[] = [];
    const outcome = await readDocumentsInWorkers(files, {
      spawn,
      silenceLimitMs: 80,
      onDocument: async ({ id }) => void stored.push(id),
      onProgress: (progress) => void told.push(progress),
    });
    expect(stored).toEqual(['a.pdf', 'b.pdf']);
    expect(outcome).toMatchObject({ documents: 2, cancelled: false, problems: [{ fileName: 'bad.pdf' }] });
    expect(told.map(({ done, total }) => `${done}/${total}`)).toEqual(['0/3', '1/3', '2/3']);
    expect(workers.map(({ ended }) => ended())).toEqual([true, true]);
  });

  it('goes on when the browser collects garbage between two files, which ends workers that nobody holds on to', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const stored: string[] = [];
    const outcome = await readDocumentsInWorkers(
      ['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf'].map((name) => ({ name, blob: new Blob() })),
      {
        spawn: () => worker(read),
        silenceLimitMs: 10_000,
        onDocument: async ({ id }) => {
          stored.push(id);
          // What is collected is told of in a later turn.
          for (let turn = 0; turn < 5; turn += 1) {
            collectGarbage();
            await new Promise((resolve) => setTimeout(resolve, 10));
          }
        },
      },
    );
    expect(outcome).toEqual({ documents: 4, problems: [], cancelled: false });
    expect(stored).toEqual(['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf']);
  });

  it('rejects when a worker does not even begin, since that is no fault of the file', async () => {
    const dead = worker(never);
    const reading = readDocumentsInWorkers(files, {
      spawn: () => dead,
      silenceLimitMs: 5_000,
      onDocument: async () => undefined,
    });
    dead.fail();
    await expect(reading).rejects.toMatchObject({ failure: { code: 'worker-died' } });
    expect(dead.ended()).toBe(true);
  });

  it('ends its worker when cancelled, and keeps what was read', async () => {
    const controller = new AbortController();
    const hanging = worker(read);
    const onDocument = vi.fn(async () => void setTimeout(() => controller.abort(), 20));
    const outcome = await readDocumentsInWorkers(files, {
      spawn: () => hanging,
      silenceLimitMs: 5_000,
      onDocument,
      signal: controller.signal,
    });
    expect(outcome).toMatchObject({ documents: 1, cancelled: true });
    expect(hanging.ended()).toBe(true);
  });

  it('rejects with what the caller threw, such as a full store', async () => {
    const full = new Error('store is full');
    const run = { spawn: () => worker(read), silenceLimitMs: 5_000, onDocument: () => Promise.reject(full) };
    await expect(readDocumentsInWorkers(files, run)).rejects.toBe(full);
  });
});
