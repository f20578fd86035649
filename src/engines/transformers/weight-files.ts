import type { ModelEntry, ModelFile, ModelVariant, WeightReader } from '../../contracts/model';

/** Where transformers.js believes its models to be; only `serveWeightFile` ever sees it. */
export const WEIGHTS_ROOT = '/weights/';

/** The repository that transformers.js believes to load. Ids of ours may hold what it refuses in a name, such as two hyphens in a row. */
export const REPOSITORY = 'model';

const offered = new Map<string, () => Response>();

/**
 * Offers the files that a variant needs to transformers.js while `load` runs. Rejects with what the reader rejects with, and with what
 * `load` does.
 */
export async function withWeightFiles<T>(
  entry: ModelEntry,
  variant: ModelVariant,
  weights: WeightReader,
  load: () => Promise<T>,
): Promise<T> {
  const needed = neededFiles(entry, variant);
  const addressOf = ({ path }: ModelFile): string => `${WEIGHTS_ROOT}${REPOSITORY}/${path}`;
  try {
    // transformers.js never settles when one of several external data files fails, so a failure is told past it.
    return await new Promise<T>((resolve, reject) => {
      for (const file of needed) offered.set(addressOf(file), () => answer(file, weights, reject));
      load().then(resolve, reject);
    });
  } finally {
    for (const file of needed) offered.delete(addressOf(file));
  }
}

/** Answers with a file. transformers.js asks for its bytes by `arrayBuffer` only; through a body they would be copied once more. */
function answer(file: ModelFile, weights: WeightReader, onFailure: (error: unknown) => void): Response {
  const response = new Response(null, { headers: { 'content-length': String(file.bytes) } });
  response.arrayBuffer = async () => {
    try {
      return await weights.buffer(file.path);
    } catch (error) {
      onFailure(error);
      throw error;
    }
  };
  return response;
}

/** Stands in for `fetch` inside transformers.js. */
export function serveWeightFile(address: string | URL): Promise<Response> {
  return Promise.resolve(offered.get(String(address))?.() ?? new Response(null, { status: 404 }));
}

/** The files that a variant reads: its own, and those that belong to no variant. */
export function neededFiles(entry: ModelEntry, variant: ModelVariant): readonly ModelFile[] {
  const graphs = new Set(entry.variants.flatMap(({ files }) => files));
  return entry.files.filter(({ path }) => !graphs.has(path) || variant.files.includes(path));
}
