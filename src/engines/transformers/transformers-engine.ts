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
import type { ModelEntry, ModelVariant, WeightReader } from '../../contracts/model';
import { embedTexts } from './feature-extraction';
import { startRuntime } from './runtime';
import { toRuntimeError } from './runtime-failure';
import { TextGeneration } from './text-generation';
import { REPOSITORY, withWeightFiles } from './weight-files';

/** transformers.js over ONNX Runtime Web, on WebGPU or WASM. One device for the life of the worker. */
export function createTransformersEngine(): Engine {
  return { id: 'transformers', load };
}

async function load({ model: entry, variant, weights, threads, signal }: LoadOptions): Promise<LoadedModel> {
  startRuntime(variant.device, threads);
  const [tokenizer, model] = await withWeightFiles(entry, variant, weights, () => {
    if (signal.aborted) throw new DesksideError(CANCELLED);
    return Promise.all([loadTokenizer(entry, weights), loadModel(entry, variant)]);
  }).catch((error: unknown) => {
    throw toRuntimeError(error, entry);
  });
  if (signal.aborted) {
    await model.dispose();
    throw new DesksideError(CANCELLED);
  }
  return new TransformersModel(entry, variant, threads, model, tokenizer);
}

function loadModel(entry: ModelEntry, variant: ModelVariant): Promise<PreTrainedModel> {
  const auto = entry.task === 'text-generation' ? AutoModelForCausalLM : AutoModel;
  return auto.from_pretrained(REPOSITORY, {
    device: variant.device,
    dtype: variant.dtype as DataType,
    model_file_name: variant.graph,
    session_options: sessionOptions(variant),
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

/**
 * The data files are named for graphs that share them with another one and for configurations that leave them out. On WASM the weights are to be
 * expanded once at load, which is what leaving quantize-dequantize pairs alone does (some 20 times the speed of the 4-bit kernel).
 */
function sessionOptions(variant: ModelVariant) {
  const data = variant.files.filter((path) => /\.onnx_data(_\d+)?$/.test(path));
  return {
    ...(data.length > 0
      ? { externalData: data.map((path) => ({ path: path.slice(path.lastIndexOf('/') + 1), data: path })) }
      : {}),
    ...(variant.device === 'wasm' ? { extra: { session: { disable_quant_qdq: '1' } } } : {}),
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

  countTokens(text: string): number {
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

function wrongTask(entry: ModelEntry, task: string): DesksideError {
  return new DesksideError({
    code: 'internal',
    message: `${entry.name} cannot ${task}. Choose another model for it in the settings.`,
    retryable: false,
  });
}
