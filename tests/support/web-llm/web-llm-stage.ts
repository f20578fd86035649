import type { ModelEntry, ModelVariant, WeightReader } from '../../../src/contracts/model';
import { BYTE_VOCABULARY, byteEmbedder, byteTokenizer, byteWriter, textOf } from './byte-models';
import { standInGpu, type StandInGpu, type StandInGpuOptions } from './gpu-stand-in';
import { folderWeights, mlcEntry } from './mlc-entry';
import { mlcFolder } from '../mlc-folder';
import { EMBEDDER_TOKENS, standInForTvm, type StandInModel } from './tvm-stand-in';

type Files = Readonly<Record<string, Uint8Array<ArrayBuffer>>>;

interface StageModel {
  readonly model: ModelEntry;
  readonly variant: ModelVariant;
  readonly weights: WeightReader;
  readonly threads: number;
}

/** web-llm itself, where GPU and compiled libraries are stood in for until `leave`. */
export interface WebLlmStage {
  readonly generator: StageModel;
  readonly embedder: StageModel;
  readonly gpu: StandInGpu;
  /** What the generator had read before each of its tokens: all of it, and the number of tokens that were new. */
  readonly reads: readonly { readonly text: string; readonly newTokens: number }[];
  leave(): void;
}

export interface StageOptions {
  /** Changes to the generator's `mlc-chat-config.json`. */
  readonly config?: object;
  /** Tokens that the tokenizer has besides. */
  readonly tokens?: readonly string[];
  readonly gpu?: StandInGpuOptions;
}

const CONTEXT_TOKENS = 4096;
/** Milliseconds that reading a token keeps the GPU busy. */
const READ_MS = 0.05;

export function enterWebLlmStage({
  config = {},
  tokens = [],
  gpu: gpuOptions = {},
}: StageOptions = {}): WebLlmStage {
  const gpu = standInGpu(gpuOptions);
  const reads: { text: string; newTokens: number }[] = [];
  const vocabulary = BYTE_VOCABULARY + tokens.length;
  const writer = byteWriter(vocabulary, (context, newTokens) => {
    reads.push({ text: textOf(context), newTokens });
    gpu.keepBusy(newTokens * READ_MS);
  });
  const generator = stageModel(
    { vocab_size: vocabulary, ...config },
    {
      tokens,
      id: 'byte-writer',
      contextLength: CONTEXT_TOKENS,
    },
  );
  const embedder = stageModel(
    {
      vocab_size: BYTE_VOCABULARY,
      model_type: 'bert',
      conv_template: undefined,
      context_window_size: EMBEDDER_TOKENS,
    },
    { padding: 1, id: 'byte-embedder', task: 'feature-extraction', contextLength: EMBEDDER_TOKENS },
  );

  const libraries = new Map([
    [generator.libraryBytes, writer],
    [embedder.libraryBytes, byteEmbedder()],
  ]);
  const restoreInstantiate = replace(WebAssembly, 'instantiate', instantiateWith(libraries));
  const restoreGpu = replace(navigator, 'gpu', gpu.gpu);
  return {
    generator: withWeights(generator),
    embedder: withWeights(embedder),
    gpu,
    reads,
    leave() {
      restoreInstantiate();
      restoreGpu();
    },
  };
}

/** `padding` makes the length of its library tell it from another one's. */
function stageModel(
  config: object,
  {
    tokens = [],
    padding = 0,
    ...changes
  }: Partial<ModelEntry> & { tokens?: readonly string[]; padding?: number },
) {
  const folder: Files = mlcFolder({ tensors: false, config });
  const entry = mlcEntry(folder, changes);
  const [variant] = entry.variants;
  if (!variant) throw new Error('no variant');
  const library = new Uint8Array((folder[variant.graph]?.byteLength ?? 0) + padding);
  const files: Files = {
    ...folder,
    [variant.graph]: library,
    'tokenizer.json': new TextEncoder().encode(JSON.stringify(byteTokenizer(tokens))),
  };
  return { entry, variant, files, libraryBytes: library.byteLength };
}

function withWeights({ entry, variant, files }: ReturnType<typeof stageModel>): StageModel {
  return { model: entry, variant, weights: folderWeights(entry, files), threads: 1 };
}

/** Puts models in place of libraries of their length. */
function instantiateWith(models: ReadonlyMap<number, StandInModel>): typeof WebAssembly.instantiate {
  const instantiate = WebAssembly.instantiate.bind(WebAssembly);
  const replacement = async (source: BufferSource, imports?: WebAssembly.Imports): Promise<unknown> => {
    const model = models.get(source.byteLength);
    return model ? standInForTvm(model) : instantiate(source, imports);
  };
  return replacement as typeof WebAssembly.instantiate;
}

function replace<T extends object>(object: T, name: keyof T, value: unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { configurable: true, writable: true, value });
  return () => {
    if (own) Object.defineProperty(object, name, own);
    else Reflect.deleteProperty(object, name);
  };
}
