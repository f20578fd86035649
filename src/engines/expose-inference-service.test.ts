import * as Comlink from 'comlink';
import { expect, it } from 'vitest';
import type { InferenceRequest, InferenceWorkerApi } from '../contracts/inference-api';
import { FAKE_GENERATOR } from './fake/fake-models';
import { exposeInferenceService } from './expose-inference-service';

const REQUEST: InferenceRequest = {
  ...{ requestId: 'r', modelId: FAKE_GENERATOR.id, engine: 'fake', device: 'wasm' },
  ...{ graph: 'model', dtype: 'q4', threads: 1 },
};

it('does not send each word on how far a load is, but the last', async () => {
  const { port1, port2 } = new MessageChannel();
  const service = {
    async load({ modelId, requestId, ...way }: InferenceRequest, onProgress?: (fraction: number) => void) {
      for (let i = 0; i <= 1000; i += 1) onProgress?.(i / 1000);
      return { ok: true, value: { modelId, ...way, loadMs: requestId.length, refused: [] } };
    },
  } as Partial<InferenceWorkerApi> as InferenceWorkerApi;
  exposeInferenceService(service, port2);
  port2.start();
  port1.start();
  const remote = Comlink.wrap<InferenceWorkerApi>(port1);
  const fractions: number[] = [];
  const done = new Promise<void>((resolve) => {
    void remote.load(
      REQUEST,
      Comlink.proxy((fraction: number) => {
        fractions.push(fraction);
        if (fraction === 1) resolve();
      }),
    );
  });
  await done;
  expect(fractions.at(0)).toBe(0);
  expect(fractions.length).toBeLessThan(10);
  port1.close();
});
