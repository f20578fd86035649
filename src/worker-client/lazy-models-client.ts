import type { createModelsClient, ModelsClient } from './models-client';

/** The models client, whose code is loaded with the first call: nobody who only opens the page waits for it. */
export function createLazyModelsClient(options: Parameters<typeof createModelsClient>[0]): ModelsClient {
  let made: ModelsClient | null = null;
  const client = async (): Promise<ModelsClient> => {
    const { createModelsClient } = await import('./models-client');
    return (made ??= createModelsClient(options));
  };
  return {
    install: async (...call) => (await client()).install(...call),
    repair: async (...call) => (await client()).repair(...call),
    exportPack: async (...call) => (await client()).exportPack(...call),
    importFiles: async (...call) => (await client()).importFiles(...call),
    addHubModel: async (...call) => (await client()).addHubModel(...call),
    probeMachine: async () => (await client()).probeMachine(),
    dispose: () => made?.dispose(),
  };
}
