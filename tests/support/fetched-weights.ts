import type { ModelEntry, WeightReader } from '../../src/contracts/model';
import { weightsFrom } from './weights-from';

/** The files of a starter model straight from the test server. */
export function fetchedWeights(entry: ModelEntry): WeightReader {
  return weightsFrom(entry, async (path) => {
    const response = await fetch(`/${entry.baseUrl}${path}`);
    if (!response.ok) throw new Error(`${response.status} for ${path}`);
    return response;
  });
}
