import type { ModelEntry, WeightReader } from '../../src/contracts/model';

/** The files of a starter model straight from the test server, for tests of engines that need no store. */
export function fetchedWeights(entry: ModelEntry): WeightReader {
  return {
    modelId: entry.id,
    files: entry.files,
    async stream(path) {
      const response = await fetch(`/${entry.baseUrl}${path}`);
      if (!response.ok || !response.body) throw new Error(`${response.status} for ${path}`);
      return response.body;
    },
  };
}
