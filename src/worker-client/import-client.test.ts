import * as Comlink from 'comlink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ImportProgress, ImportWorkerApi } from '../contracts/import-api';
import type { Message } from '../contracts/message';
import { createImportClient } from './import-client';
import type { WorkerLike } from './worker-lane';

/** A worker over a message channel, with the API given. */
function fakeWorker(
  api: Partial<ImportWorkerApi>,
): WorkerLike & { readonly terminated: () => boolean; fail(message: string): void } {
  const { port1, port2 } = new MessageChannel();
  const events = new EventTarget();
  let terminated = false;
  Comlink.expose(api, port2 as unknown as Comlink.Endpoint);
  port1.start();
  const route = (type: string): EventTarget =>
    type === 'message' ? (port1 as unknown as EventTarget) : events;
  return {
    postMessage: (message: unknown, transfer?: unknown) => port1.postMessage(message, transfer as never),
    addEventListener: (type: string, listener: never, options?: never) =>
      route(type).addEventListener(type, listener, options),
    removeEventListener: (type: string, listener: never) => route(type).removeEventListener(type, listener),
    terminate: () => {
      terminated = true;
      port1.close();
      port2.close();
    },
    terminated: () => terminated,
    fail: (message: string) => events.dispatchEvent(Object.assign(new Event('error'), { message })),
  } as never;
}

const OUTCOME = { messages: 2, files: 1, problems: [], cancelled: false };
const BATCH = [{ id: 'a' }, { id: 'b' }] as unknown as Message[];
const PATIENCE = { silenceLimitMs: 80, cancelLimitMs: 40 };
const never = (): Promise<never> => new Promise(() => undefined);

afterEach(() => vi.restoreAllMocks());

describe('createImportClient', () => {
  it('passes batches and progress on, and ends its worker when done', async () => {
    const worker = fakeWorker({
      importFiles: async (_, onBatch, onProgress) => {
        onProgress({ fileName: 'a', doneBytes: 1, totalBytes: 2, messages: 0 });
        await onBatch(BATCH);
        return { ok: true, value: OUTCOME };
      },
      cancel: async () => undefined,
    });
    const spawn = vi.fn(() => worker);
    const client = createImportClient({ spawn });
    expect(spawn).not.toHaveBeenCalled();
    const onBatch = vi.fn(async () => undefined);
    const onProgress = vi.fn();
    expect(await client.importFiles([], 'inbox', { onBatch, onProgress })).toEqual(OUTCOME);
    expect(onBatch).toHaveBeenCalledWith(BATCH);
    expect(onProgress).toHaveBeenCalledOnce();
    expect(worker.terminated()).toBe(true);
  });

  it('passes no progress on that comes after the answer, as in Firefox, where the page would wait for ever', async () => {
    let late: ((progress: ImportProgress) => void) | undefined;
    const worker = fakeWorker({
      importFiles: async (_, _onBatch, onProgress) => {
        late = onProgress;
        return { ok: true, value: OUTCOME };
      },
    });
    const onProgress = vi.fn();
    const client = createImportClient({ spawn: () => Object.assign(worker, { terminate: () => undefined }) });
    await client.importFiles([], 'inbox', { onBatch: async () => undefined, onProgress });
    await late?.({ fileName: 'a', doneBytes: 2, totalBytes: 2, messages: 2 });
    expect(late).toBeDefined();
    expect(onProgress).not.toHaveBeenCalled();
  });

  it('reads a table in a worker of its own, and says what is wrong with a file', async () => {
    const shape = { columns: ['text'], separator: null, hasHeader: true, doubts: [] };
    const rows = [['a'], ['b']];
    const failure = { code: 'import-empty', message: 'The file is empty.', retryable: false } as const;
    const workers = [
      fakeWorker({
        readTable: async (_file, _options, onRows) => {
          for (const row of rows) await onRows([row]);
          return { ok: true, value: shape };
        },
      }),
      fakeWorker({ readTable: async () => ({ ok: false, failure }) }),
      fakeWorker({ readTable: never }),
    ] as const;
    let spawned = 0;
    const client = createImportClient({ spawn: () => workers[spawned++] ?? workers[2] });
    expect(await client.readTable(new Blob(['text\na']), {})).toEqual({ ...shape, rows });
    await expect(client.readTable(new Blob([]), {})).rejects.toMatchObject({ failure });
    const reading = client.readTable(new Blob(['x']), {});
    workers[2].fail('out of memory');
    await expect(reading).rejects.toMatchObject({ failure: { code: 'worker-died' } });
    for (const worker of workers) expect(worker.terminated()).toBe(true);
  });

  it('fails with worker-died when the worker breaks', async () => {
    const worker = fakeWorker({ importFiles: never, cancel: async () => undefined });
    const running = createImportClient({ spawn: () => worker }).importFiles([], 'inbox', {
      onBatch: async () => undefined,
    });
    worker.fail('out of memory');
    await expect(running).rejects.toMatchObject({ failure: { code: 'worker-died', retryable: true } });
    expect(worker.terminated()).toBe(true);
  });

  it('fails with worker-died when the worker falls silent, but not while the caller is busy', async () => {
    const worker = fakeWorker({
      importFiles: async (_, onBatch) => {
        await onBatch(BATCH);
        return never();
      },
      cancel: async () => undefined,
    });
    let stored = false;
    const onBatch = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      stored = true;
    };
    const running = createImportClient({ spawn: () => worker, patience: PATIENCE }).importFiles([], 'inbox', {
      onBatch,
    });
    await expect(running).rejects.toMatchObject({ failure: { code: 'worker-died' } });
    expect(stored).toBe(true);
  });

  it('cancels in the worker, and ends a worker that does not listen', async () => {
    const cancelled: string[] = [];
    let stop: () => void = () => undefined;
    const listening = fakeWorker({
      importFiles: () =>
        new Promise((resolve) => {
          stop = () => resolve({ ok: true, value: { ...OUTCOME, cancelled: true } });
        }),
      cancel: async (requestId) => {
        cancelled.push(requestId);
        stop();
      },
    });
    const deaf = fakeWorker({
      importFiles: async (_, onBatch) => {
        await onBatch(BATCH);
        return never();
      },
      cancel: never,
    });
    for (const worker of [listening, deaf]) {
      const controller = new AbortController();
      const client = createImportClient({
        spawn: () => worker,
        patience: { ...PATIENCE, silenceLimitMs: 5_000 },
      });
      const running = client.importFiles([], 'inbox', {
        onBatch: async () => undefined,
        signal: controller.signal,
      });
      setTimeout(() => controller.abort(), 30);
      expect(await running).toMatchObject({ cancelled: true, messages: 2 });
      expect(worker.terminated()).toBe(true);
    }
    expect(cancelled).toHaveLength(1);
  });

  it('ends with what the caller threw, such as a full store', async () => {
    const worker = fakeWorker({
      importFiles: async (_, onBatch) => {
        await onBatch(BATCH);
        return { ok: true, value: OUTCOME };
      },
      cancel: async () => undefined,
    });
    const full = new Error('store is full');
    const onBatch = (): Promise<never> => Promise.reject(full);
    await expect(
      createImportClient({ spawn: () => worker }).importFiles([], 'inbox', { onBatch }),
    ).rejects.toBe(full);
  });

  it('passes failures of the worker on and does not start when cancelled before', async () => {
    const failure = { code: 'internal', message: 'No.', retryable: false } as const;
    const worker = fakeWorker({
      importFiles: async () => ({ ok: false, failure }),
      cancel: async () => undefined,
    });
    const client = createImportClient({ spawn: () => worker });
    await expect(client.importFiles([], 'inbox', { onBatch: async () => undefined })).rejects.toMatchObject({
      failure,
    });
    const spawn = vi.fn(() => worker);
    const outcome = await createImportClient({ spawn }).importFiles([], 'inbox', {
      onBatch: async () => undefined,
      signal: AbortSignal.abort(),
    });
    expect(outcome.cancelled).toBe(true);
    expect(spawn).not.toHaveBeenCalled();
  });
});
