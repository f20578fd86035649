import type { ModelEntry, ModelVariant, WeightReader } from '../../contracts/model';

/** Where transformers.js believes its models to be; only `serveWeightFile` ever sees it. */
export const WEIGHTS_ROOT = '/weights/';

const offered = new Map<string, Blob>();

/**
 * Offers the files that a variant needs to transformers.js while `load` runs. All are opened before, because transformers.js never
 * settles when one of several external data files fails. Rejects with what the reader rejects with, and with what `load` does.
 */
export async function withWeightFiles<T>(
  entry: ModelEntry,
  variant: ModelVariant,
  weights: WeightReader,
  load: () => Promise<T>,
): Promise<T> {
  const graphs = new Set(entry.variants.flatMap((other) => other.files));
  const needed = entry.files.filter(({ path }) => !graphs.has(path) || variant.files.includes(path));
  const paths = needed.map(({ path }) => path);
  const blobs = await Promise.all(paths.map((path) => weights.blob(path)));
  const addresses = paths.map((path) => `${WEIGHTS_ROOT}${entry.id}/${path}`);
  addresses.forEach((address, i) => {
    const blob = blobs[i];
    if (blob) offered.set(address, blob);
  });
  try {
    return await load();
  } finally {
    for (const address of addresses) offered.delete(address);
  }
}

/** Stands in for `fetch` inside transformers.js. */
export function serveWeightFile(address: string | URL): Promise<Response> {
  const blob = offered.get(String(address));
  return Promise.resolve(
    blob
      ? new Response(blob, { headers: { 'content-length': String(blob.size) } })
      : new Response(null, { status: 404 }),
  );
}
