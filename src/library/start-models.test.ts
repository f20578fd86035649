import { expect, it, vi } from 'vitest';
import { eventually } from '../../tests/support/eventually';

const installs = vi.hoisted((): { signal?: AbortSignal; done: () => void }[] => []);

vi.mock('../worker-client/models-client', async () => {
  const { CANCELLED, DesksideError } = await import('../contracts/failure');
  return {
    createModelsClient: () => ({
      install: (_id: string, _sources: unknown, { signal }: { signal?: AbortSignal }) =>
        new Promise<void>((resolve, reject) => {
          installs.push({ done: resolve, ...(signal ? { signal } : {}) });
          signal?.addEventListener('abort', () => reject(new DesksideError(CANCELLED)));
        }),
    }),
  };
});
vi.mock('../worker-client/inference-client', () => ({
  createInferenceClient: () => ({
    setDevice: () => undefined,
    load: async (modelId: string) => ({ modelId }),
  }),
}));

it('goes on for those who wait when the caller who began gives up', async () => {
  vi.stubGlobal('document', { baseURI: 'https://page.example/' });
  // Another test of this process may have loaded it with what is mocked here.
  vi.resetModules();
  const { startModels } = await import('./start-models');
  const models = startModels({ modelsBase: '/deskside/' });
  const first = new AbortController();
  const given = models.load('a-model', { signal: first.signal });
  const waiting = models.load('a-model');
  first.abort();
  await expect(given).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  await eventually(() => expect(installs).toHaveLength(2));
  expect(installs[1]?.signal).toBeUndefined();
  installs[1]?.done();
  expect(await waiting).toEqual({ modelId: 'a-model' });
  vi.unstubAllGlobals();
});
