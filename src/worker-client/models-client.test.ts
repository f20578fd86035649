import * as Comlink from 'comlink';
import { describe, expect, it } from 'vitest';
import type { InstallProgress } from '../contracts/model';
import { NO_MODEL_SOURCES } from '../contracts/model-sources';
import type { ModelsWorkerApi } from '../contracts/models-api';
import { wait } from '../platform/wait';
import { createModelsClient } from './models-client';
import type { WorkerLike } from './worker-lane';

function progressAt(doneBytes: number): InstallProgress {
  const phase = 'fetching';
  return { modelId: 'tiny', phase, doneBytes, totalBytes: 10, bytesPerSecond: 0, secondsLeft: null };
}

function workerOf(api: Pick<ModelsWorkerApi, 'install'>): WorkerLike {
  const { port1, port2 } = new MessageChannel();
  Comlink.expose({ ...api, cancel: async () => undefined, ping: async () => 'pong' }, port2);
  const terminate = (): void => {
    port1.close();
    port2.close();
  };
  return Object.assign(port1, { terminate }) as unknown as WorkerLike;
}

describe('the models client', () => {
  it('hears no more of the progress once the work has ended', async () => {
    let sayLate: () => Promise<unknown> = async () => undefined;
    const client = createModelsClient({
      spawn: () =>
        workerOf({
          async install(_request, listeners) {
            await listeners.onProgress(progressAt(5));
            sayLate = async () => listeners.onProgress(progressAt(10));
            return { ok: true, value: null };
          },
        }),
      appBase: 'https://desk.example/',
      onForeignRequest: () => undefined,
      keepsModels: false,
    });
    const heard: number[] = [];
    await client.install('tiny', NO_MODEL_SOURCES, { onProgress: ({ doneBytes }) => heard.push(doneBytes) });
    await sayLate();
    await wait(0);
    expect(heard).toEqual([5]);
    client.dispose();
  });
});
