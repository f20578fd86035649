import type { LoadedModelInfo } from '../contracts/inference-api';
import type { DeviceChoice } from '../contracts/model';
import { createObservable } from '../platform/observable';
import type { InferenceClient, InferenceClientOptions, ModelLoad } from './inference-client';
import type { KnownWays } from './known-ways';
import { requirePrompts } from './require-prompts';

/** The inference client, whose code is loaded with the first call: nobody who only opens the page waits for it. */
export function createLazyInferenceClient(options: InferenceClientOptions): InferenceClient {
  const loaded = createObservable<readonly LoadedModelInfo[]>([]);
  const loading = createObservable<readonly ModelLoad[]>([]);
  const busy = createObservable(false);
  const known = new Map<string, KnownWays>();
  let choice: DeviceChoice | null = null;
  let made: InferenceClient | null = null;
  let making: Promise<InferenceClient> | null = null;

  async function make(): Promise<InferenceClient> {
    const { createInferenceClient } = await import('./inference-client');
    const client = createInferenceClient(options);
    client.loaded.subscribe(loaded.set);
    client.loading.subscribe(loading.set);
    client.busy.subscribe(busy.set);
    if (choice !== null) client.setDevice(choice);
    for (const [modelId, ways] of known) client.setKnownWays(modelId, ways);
    made = client;
    return client;
  }

  function client(): Promise<InferenceClient> {
    making ??= make().catch((thrown: unknown) => {
      making = null;
      throw thrown;
    });
    return making;
  }

  return {
    ...{ loaded, loading, busy },
    embedder: (modelId) => ({
      modelId,
      embed: async (texts, run) => (await client()).embedder(modelId).embed(texts, run),
    }),
    generator: (entry) => ({
      modelId: entry.id,
      prompts: requirePrompts(entry),
      generate: async (request, run) => (await client()).generator(entry).generate(request, run),
    }),
    load: async (modelId, run) => (await client()).load(modelId, run),
    attempts: async (modelId) => (await client()).attempts(modelId),
    withVariant: async (modelId, attempt, work, run) =>
      (await client()).withVariant(modelId, attempt, work, run),
    setKnownWays(modelId, ways) {
      known.set(modelId, ways);
      made?.setKnownWays(modelId, ways);
    },
    verify: async (modelId, variant, run) => (await client()).verify(modelId, variant, run),
    async unload(modelId) {
      await made?.unload(modelId);
    },
    setDevice(next) {
      choice = next;
      made?.setDevice(next);
    },
    dispose: () => made?.dispose(),
  };
}
