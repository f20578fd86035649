import { createFakeEngine, type FakeEngineOptions } from '../../src/engines/fake/fake-engine';
import { FAKE_EMBEDDER, FAKE_GENERATOR, fakeWeights } from '../../src/engines/fake/fake-models';
import { exposeInferenceService } from '../../src/engines/expose-inference-service';
import { createInferenceService } from '../../src/engines/inference-service';
import type { ModelEntry } from '../../src/contracts/model';
import type { WorkerLike } from '../../src/worker-client/worker-lane';

export function findFakeModel(modelId: string): ModelEntry | undefined {
  return [FAKE_EMBEDDER, FAKE_GENERATOR].find(({ id }) => id === modelId);
}

export interface FakeWorker extends WorkerLike {
  readonly terminated: boolean;
  /** Ends without a word, as a worker does that the browser kills. */
  kill(): void;
  /** Ends with an error event. */
  crash(): void;
}

/** The inference worker over the fake engine, at the other end of a message channel, in this realm. */
export function startFakeWorker(engine: FakeEngineOptions = {}, findModel = findFakeModel): FakeWorker {
  const service = createInferenceService({
    engines: { fake: async () => createFakeEngine(engine) },
    findModel,
    openWeights: async (modelId) => fakeWeights(findModel(modelId) ?? FAKE_GENERATOR),
    machineMemoryGiB: null,
  });
  return startServedWorker((endpoint) => exposeInferenceService(service, endpoint));
}

/** As a worker whose far end `serve` gets. */
export function startServedWorker(serve: (endpoint: MessagePort) => void): FakeWorker {
  const { port1, port2 } = new MessageChannel();
  serve(port2);
  const events = new EventTarget();
  let terminated = false;
  let silent = false;
  return {
    get terminated() {
      return terminated;
    },
    postMessage: (...args: [unknown]) => {
      if (!silent) port1.postMessage(...args);
    },
    addEventListener: (type: string, listener: EventListener) => {
      if (type !== 'message') events.addEventListener(type, listener);
      else port1.addEventListener(type, listener);
      port1.start();
    },
    removeEventListener: (type: string, listener: EventListener) => {
      if (type !== 'message') events.removeEventListener(type, listener);
      else port1.removeEventListener(type, listener);
    },
    terminate() {
      terminated = true;
      silent = true;
      port1.close();
    },
    kill() {
      silent = true;
      port1.close();
    },
    crash() {
      events.dispatchEvent(new Event('error'));
    },
  };
}
