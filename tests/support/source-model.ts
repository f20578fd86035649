import type { ModelEntry, WeightReader } from '../../src/contracts/model';
import { completeEntry } from '../../src/models/formats/model-entry';
import { weightsFrom } from './weights-from';

const FILE = 'smollm2-135m-instruct.gguf';

/**
 * The model that the starter generator was made from, as the GGUF file that `scripts/fixtures/source-model.ts` fetches. Its context is cut
 * short, so that what does not fit can be tried in little time.
 */
export const SOURCE_MODEL: ModelEntry = completeEntry({
  id: 'source-model',
  name: 'SmolLM2 135M',
  task: 'text-generation',
  engine: 'wllama',
  purpose: 'Tests of engines for GGUF files.',
  license: 'Apache-2.0',
  languages: ['en'],
  parameters: 134_515_008,
  contextLength: 1024,
  quantization: 'Q4_1',
  source: { kind: 'file', name: FILE },
  baseUrl: '.cache/source-model/',
  files: [
    {
      path: FILE,
      bytes: 98_362_432,
      sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
    },
  ],
  variants: [
    {
      engine: 'wllama',
      device: 'wasm',
      graph: FILE,
      dtype: 'Q4_1',
      files: [FILE],
      peakBytes: 360_000_000,
    },
  ],
});

/** Its bytes from the test server, fetched once. */
export function sourceModelWeights(entry: ModelEntry = SOURCE_MODEL): WeightReader {
  return weightsFrom(entry, async (path) => new Response(await sourceModelBlob(path)));
}

const fetched = new Map<string, Promise<Blob>>();

function sourceModelBlob(path: string): Promise<Blob> {
  const blob = fetched.get(path) ?? fetchBlob(`/${SOURCE_MODEL.baseUrl}${path}`);
  fetched.set(path, blob);
  return blob;
}

async function fetchBlob(address: string): Promise<Blob> {
  const response = await fetch(address);
  if (!response.ok || response.headers.get('content-type')?.startsWith('text/html')) {
    throw new Error(`${address} is not there: ${response.status}`);
  }
  return response.blob();
}
