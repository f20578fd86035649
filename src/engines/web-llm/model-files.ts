import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { ModelEntry, ModelVariant, WeightReader } from '../../contracts/model';
import { NO_ADDED_TOKENS, readAddedTokens, withoutLimits, type AddedTokens } from './added-tokens';
import type { LoadProgress } from './load-progress';
import { readLargestTensor, readMlcConfig, type MlcConfig } from './mlc-config';
import type { OfferedFiles, ReadFile } from './offered-files';
import { unfitFile } from './runtime-failure';

/** Where web-llm believes the files to be. No host ends in `.invalid` (RFC 2606), so that nothing could be fetched from there. */
export const BASE_URL = 'https://weights.invalid/resolve/main/';
/** By itself, for what the library is called is the model's affair; web-llm would fetch one with “localhost” in its address. */
export const LIBRARY_URL = 'https://library.invalid/library.wasm';

const CONFIG = 'mlc-chat-config.json';
const TOKENIZER = 'tokenizer.json';
/** What web-llm asks for, and the name that earlier versions of MLC gave to the same file. */
const TENSORS = ['tensor-cache.json', 'ndarray-cache.json'] as const;

/** The files of a model, and what of them must be known before web-llm reads them. */
export interface MlcFiles {
  readonly offered: OfferedFiles;
  readonly configPath: string;
  readonly config: MlcConfig;
  readonly addedTokens: AddedTokens;
  readonly largestTensorBytes: number;
}

/** Rejects with `integrity-failed`, with `cancelled`, and as the reader does. Whatever is read from the offered files later fails likewise. */
export async function openMlcFiles(
  entry: ModelEntry,
  variant: ModelVariant,
  weights: WeightReader,
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: LoadProgress },
): Promise<MlcFiles> {
  const paths = entry.files.map(({ path }) => path);
  async function read(path: string): Promise<ArrayBuffer> {
    if (signal.aborted) throw new DesksideError(CANCELLED);
    const bytes = await weights.buffer(path);
    if (signal.aborted) throw new DesksideError(CANCELLED);
    progress.read(bytes.byteLength);
    return bytes;
  }
  const require = (...names: readonly string[]): string => {
    const found = names.find((name) => paths.includes(name));
    if (found === undefined) throw unfitFile(entry.name, names[0] ?? '', 'not among the files');
    return found;
  };
  const tensorsPath = require(...TENSORS);
  const config = await read(require(CONFIG));
  const tensors = await read(tensorsPath);
  const tokenizer = paths.includes(TOKENIZER) ? await read(TOKENIZER) : null;

  const offered = new Map<string, ReadFile>(paths.map((path) => [addressOf(path), () => read(path)]));
  offered.set(addressOf(CONFIG), async () => config);
  offered.set(addressOf(TENSORS[0]), async () => tensors);
  if (tokenizer) {
    const given = entry.task === 'feature-extraction' ? withoutLimits(tokenizer) : tokenizer;
    offered.set(addressOf(TOKENIZER), async () => given);
  }
  offered.set(LIBRARY_URL, () => read(variant.graph));
  return {
    offered,
    configPath: CONFIG,
    config: readMlcConfig(config, CONFIG, entry.name),
    addedTokens: tokenizer ? readTokens(tokenizer, entry.name) : NO_ADDED_TOKENS,
    largestTensorBytes: readLargestTensor(tensors, tensorsPath, entry.name),
  };
}

function readTokens(tokenizer: ArrayBuffer, modelName: string): AddedTokens {
  try {
    return readAddedTokens(tokenizer);
  } catch (error) {
    throw unfitFile(modelName, TOKENIZER, String(error));
  }
}

function addressOf(path: string): string {
  return new URL(path.split('/').map(encodeURIComponent).join('/'), BASE_URL).href;
}
