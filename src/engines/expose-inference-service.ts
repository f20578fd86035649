import * as Comlink from 'comlink';
import type { InferenceWorkerApi } from '../contracts/inference-api';

/** Milliseconds between two words on how far a load is; engines may tell with every file or tensor. */
const PROGRESS_EVERY_MS = 100;

/** Puts the service at the end of a channel; by default that of the worker it runs in. */
export function exposeInferenceService(service: InferenceWorkerApi, endpoint?: Comlink.Endpoint): void {
  const api = {
    ...service,
    // What is said on the way to an answer travels through a channel of its own, where the answer must not overtake it.
    async load(request, onProgress) {
      if (!onProgress) return service.load(request);
      const remote = remoteOf(onProgress);
      let saidAt = -Infinity;
      let received: Promise<unknown> = Promise.resolve();
      const result = await service.load(request, (fraction) => {
        const now = performance.now();
        if (now - saidAt < PROGRESS_EVERY_MS && fraction < 1) return;
        saidAt = now;
        received = remote(fraction);
      });
      await received;
      remote[Comlink.releaseProxy]();
      return result;
    },
    async generate(request, onText) {
      const remote = remoteOf(onText);
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

/** A function that came over the channel: calling it sends a message, and it is to be released. */
function remoteOf<T>(
  listener: (value: T) => void,
): Comlink.Remote<(value: T) => void> & Comlink.ProxyMethods {
  return listener as unknown as Comlink.Remote<(value: T) => void> & Comlink.ProxyMethods;
}
