import * as Comlink from 'comlink';
import type { InferenceWorkerApi } from '../contracts/inference-api';

/** Puts the service at the end of a channel; by default that of the worker it runs in. */
export function exposeInferenceService(service: InferenceWorkerApi, endpoint?: Comlink.Endpoint): void {
  const api = {
    ...service,
    /** The answer must not overtake its last pieces, which travel through a channel of their own. */
    async generate(request, onText) {
      const remote = onText as unknown as Comlink.Remote<(piece: string) => void> & Comlink.ProxyMethods;
      let received: Promise<unknown> = Promise.resolve();
      const result = await service.generate(request, (piece) => {
        received = remote(piece);
      });
      await received;
      remote[Comlink.releaseProxy]();
      return result;
    },
    async embed(request) {
      const result = await service.embed(request);
      return result.ok ? Comlink.transfer(result, [result.value.vectors.buffer]) : result;
    },
  } satisfies InferenceWorkerApi;
  Comlink.expose(api, endpoint);
}
