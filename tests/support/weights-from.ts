import type { ModelEntry, WeightReader } from '../../src/contracts/model';

/** The files of a model from answers to requests, for tests of engines that need no store. */
export function weightsFrom(
  entry: Pick<ModelEntry, 'id' | 'files'>,
  ask: (path: string) => Promise<Response>,
): WeightReader {
  return {
    modelId: entry.id,
    files: entry.files,
    buffer: async (path) => (await ask(path)).arrayBuffer(),
    async stream(path) {
      const { body } = await ask(path);
      if (!body) throw new Error(`no body for ${path}`);
      return body;
    },
  };
}
