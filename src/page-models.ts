import type { Engine } from './contracts/engine';
import type { ModelEntry } from './contracts/model';
import type { OwnServer } from './contracts/own-server';
import { exposeInferenceService } from './engines/expose-inference-service';
import { createInferenceService } from './engines/inference-service';
import { noWeights } from './engines/no-weights';
import type { Fetch } from './platform/fetch';

export interface PageModelParts {
  readonly findModel: (modelId: string) => ModelEntry | undefined;
  readonly findServer: (serverId: string) => OwnServer | undefined;
  /** The only way to those servers. */
  readonly serverFetch: Fetch;
}

/**
 * Serves the models that a server or the browser runs as an inference worker serves the others. Loaded when the first of them is used. When
 * `end` aborts, what runs is ended and what is loaded given back, as it would be with a worker.
 */
export function servePageModels(endpoint: MessagePort, end: AbortSignal, parts: PageModelParts): void {
  const fetch: Fetch = (input, init) =>
    parts.serverFetch(input, {
      ...init,
      signal: AbortSignal.any([end, ...(init?.signal ? [init.signal] : [])]),
    });
  const service = createInferenceService({
    engines: {
      'own-server': async () => {
        const { createOwnServerEngine } = await import('./engines/own-server/own-server-engine');
        return unloadedAt(end, createOwnServerEngine({ findServer: parts.findServer, fetch }));
      },
      'built-in': async () => {
        const { createBuiltInEngine } = await import('./engines/built-in/built-in-engine');
        return unloadedAt(end, createBuiltInEngine());
      },
    },
    findModel: parts.findModel,
    openWeights: async (modelId) => noWeights(modelId),
    // What they need of memory is not this page's.
    machineMemoryGiB: null,
  });
  exposeInferenceService(service, endpoint);
}

/** The engine, with whatever it has loaded given back when `end` aborts. */
function unloadedAt(end: AbortSignal, engine: Engine): Engine {
  return {
    id: engine.id,
    async load(options) {
      const model = await engine.load({ ...options, signal: AbortSignal.any([end, options.signal]) });
      if (end.aborted) await model.unload();
      else end.addEventListener('abort', () => void model.unload(), { once: true });
      return model;
    },
  };
}
