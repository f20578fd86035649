import {
  AutoModel,
  AutoModelForCausalLM,
  AutoTokenizer,
  type DataType,
  type PreTrainedModel,
  type PreTrainedTokenizer,
} from '@huggingface/transformers';
import type { Engine, LoadedModel, LoadOptions } from '../../contracts/engine';
import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { LocalDevice, ModelEntry, ModelVariant, WeightReader } from '../../contracts/model';
import { wrongTask } from '../engine-failures';
import { embedTexts } from './feature-extraction';
import { deriveInt8Weights, type ExternalData } from './int8-weights/derive-int8-weights';
import { readInt8Recipe } from './int8-weights/int8-recipe';
import { passOn } from './int8-weights/passing-bytes';
import { withProgress } from './load-progress';
import { residentOutputs } from './resident-tensors';
import { startRuntime } from './runtime';
import { toRuntimeError } from './runtime-failure';
import { TextGeneration } from './text-generation';
import { REPOSITORY, withWeightFiles } from './weight-files';

/** transformers.js over ONNX Runtime Web, on WebGPU or WASM. One device for the life of the worker. */
export function createTransformersEngine(): Engine {
  return { id: 'transformers', load };
}

async function load(options: LoadOptions): Promise<LoadedModel> {
  const { model: entry, variant, threads, signal, onProgress = () => undefined } = options;
  startRuntime(localDevice(variant), threads);
  const weights = withProgress(options.weights, entry, variant, onProgress);
  const [tokenizer, model] = await withWeightFiles(entry, variant, weights, async () => {
    if (signal.aborted) throw new DesksideError(CANCELLED);
    const data = (await deriveWeights(variant, weights, signal)) ?? storedData(variant);
    return Promise.all([loadTokenizer(entry, weights), loadModel(entry, variant, data)]);
  }).catch((error: unknown) => {
    throw toRuntimeError(error, entry);
  });
  if (signal.aborted) {
    await model.dispose();
    throw new DesksideError(CANCELLED);
  }
  onProgress(1);
  return new TransformersModel(entry, variant, threads, model, tokenizer);
}

function loadModel(entry: ModelEntry, variant: ModelVariant, data: GraphData): Promise<PreTrainedModel> {
  const auto = entry.task === 'text-generation' ? AutoModelForCausalLM : AutoModel;
  return auto.from_pretrained(REPOSITORY, {
    device: localDevice(variant),
    dtype: variant.dtype as DataType,
    model_file_name: variant.graph,
    session_options: sessionOptions(variant, data),
  });
}

function localDevice({ device }: ModelVariant): LocalDevice {
  if (device === 'webgpu' || device === 'wasm') return device;
  throw new DesksideError({
    code: 'internal',
    message: 'transformers.js runs models on this machine only.',
    retryable: false,
    detail: device,
  });
}

/** Newer repositories keep the chat template in a file of its own, which transformers.js does not read. */
async function loadTokenizer(entry: ModelEntry, weights: WeightReader): Promise<PreTrainedTokenizer> {
  const tokenizer = await AutoTokenizer.from_pretrained(REPOSITORY);
  if (!tokenizer.chat_template && entry.files.some(({ path }) => path === CHAT_TEMPLATE))
    tokenizer.chat_template = new TextDecoder().decode(await weights.buffer(CHAT_TEMPLATE));
  return tokenizer;
}

const CHAT_TEMPLATE = 'chat_template.jinja';

/** What a graph keeps outside its own file: bytes, or the path of a file in the model's folder. */
type GraphData = readonly (ExternalData | { readonly path: string; readonly data: string })[];

const RECIPE = /\.recipe\.json$/;
const DATA_FILE = /\.onnx_data(_\d+)?$/;

/** Null for a variant whose graph reads the stored files as they are. */
async function deriveWeights(
  variant: ModelVariant,
  weights: WeightReader,
  signal: AbortSignal,
): Promise<GraphData | null> {
  const path = variant.files.find((file) => RECIPE.test(file));
  if (!path) return null;
  const recipe = readInt8Recipe(await weights.buffer(path));
  return passOn(await deriveInt8Weights(recipe, weights, signal));
}

/** Named for graphs that share them with another one and for configurations that leave them out. */
function storedData(variant: ModelVariant): GraphData {
  return variant.files
    .filter((path) => DATA_FILE.test(path))
    .map((path) => ({ path: path.slice(path.lastIndexOf('/') + 1), data: path }));
}

/** On WASM 4-bit weights are to be expanded once at load, which is what leaving quantize-dequantize pairs alone does (some 20 times the speed of the 4-bit kernel). */
function sessionOptions(variant: ModelVariant, data: GraphData) {
  return {
    ...(data.length > 0 ? { externalData: data } : {}),
    ...(variant.device === 'wasm'
      ? { extra: { session: { disable_quant_qdq: '1' } }, preferredOutputLocation: residentOutputs() }
      : {}),
  };
}

class TransformersModel implements LoadedModel {
  readonly modelId: string;
  readonly device: LoadedModel['device'];
  readonly threads: number;
  readonly #entry: ModelEntry;
  readonly #model: PreTrainedModel;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #generation: TextGeneration | null;

  constructor(
    entry: ModelEntry,
    variant: ModelVariant,
    threads: number,
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizer,
  ) {
    this.modelId = entry.id;
    this.device = variant.device;
    this.threads = variant.device === 'wasm' ? threads : 1;
    this.#entry = entry;
    this.#model = model;
    this.#tokenizer = tokenizer;
    this.#generation = entry.task === 'text-generation' ? new TextGeneration(entry, model, tokenizer) : null;
  }

  async countTokens(text: string): Promise<number> {
    return this.#tokenizer.encode(text, { add_special_tokens: false }).length;
  }

  async generate(...args: Parameters<LoadedModel['generate']>): ReturnType<LoadedModel['generate']> {
    if (!this.#generation) throw wrongTask(this.#entry, 'write text');
    return this.#generation.generate(...args);
  }

  async embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    if (this.#generation) throw wrongTask(this.#entry, 'embed text');
    return embedTexts(this.#entry, this.#model, this.#tokenizer, texts, signal);
  }

  async unload(): Promise<void> {
    await this.#generation?.clear();
    await this.#model.dispose();
  }
}
