/**
 * transformers.js as its documentation shows it: files by fetch, `pipeline`, a streamer; nothing of Deskside. Settings that decide the speed
 * are those of Deskside's engine (build of ONNX Runtime, graph, threads, where keys and values are kept), so that a comparison shows what Deskside adds.
 */
import {
  env,
  LogLevel,
  pipeline,
  TextStreamer,
  type DataType,
  type FeatureExtractionPipeline,
  type PreTrainedTokenizer,
  type TextGenerationPipeline,
} from '@huggingface/transformers';
import jspiFactoryUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import jspiBinaryUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import plainFactoryUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import plainBinaryUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import {
  deriveInt8Weights,
  type ExternalData,
} from '../../engines/transformers/int8-weights/derive-int8-weights';
import { readInt8Recipe } from '../../engines/transformers/int8-weights/int8-recipe';
import { residentFactory, residentOutputs } from '../../engines/transformers/resident-tensors';
import { isSameVariant } from '../../worker-client/device-steps';
import type { ChatTurn } from '../../contracts/capabilities';
import type { ModelEntry } from '../../contracts/model';
import type { VariantPin } from '../../contracts/model-choice';
import type { HeldModel } from './engine-benchmark-api';

/** Of texts that are embedded at once; Deskside's engine goes by their tokens. */
const BATCH_TEXTS = 4;

export async function openBareTransformers(entry: ModelEntry, way: VariantPin): Promise<HeldModel> {
  env.allowLocalModels = true;
  env.allowRemoteModels = false;
  // A whole address would be taken for one of another host.
  env.localModelPath = new URL('models/', document.baseURI).pathname;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.logLevel = LogLevel.ERROR;
  const { wasm } = env.backends.onnx;
  if (!wasm) throw new Error('This browser has no WebAssembly.');
  wasm.wasmPaths =
    way.device === 'webgpu'
      ? { mjs: jspiFactoryUrl, wasm: jspiBinaryUrl }
      : { mjs: residentFactory(new URL(plainFactoryUrl, document.baseURI).href), wasm: plainBinaryUrl };
  wasm.numThreads = way.threads;
  const options = {
    device: way.device === 'webgpu' ? 'webgpu' : 'wasm',
    dtype: way.dtype as DataType,
    model_file_name: way.graph,
    session_options: await sessionOptions(entry, way),
  } as const;
  return entry.task === 'text-generation'
    ? heldGenerator(await pipeline('text-generation', entry.id, options))
    : heldEmbedder(await pipeline('feature-extraction', entry.id, options));
}

async function sessionOptions(entry: ModelEntry, way: VariantPin): Promise<object> {
  const files = entry.variants.find((variant) => isSameVariant(variant, way))?.files ?? [];
  const recipe = files.find((path) => path.endsWith('.recipe.json'));
  const stored = files.filter((path) => path.includes('.onnx_data'));
  const externalData = recipe
    ? await deriveWeights(entry, recipe)
    : stored.map((path) => ({ path: path.slice(path.lastIndexOf('/') + 1), data: path }));
  return {
    ...(externalData.length > 0 ? { externalData } : {}),
    ...(way.device === 'wasm'
      ? { extra: { session: { disable_quant_qdq: '1' } }, preferredOutputLocation: residentOutputs() }
      : {}),
  };
}

/** A graph of 8 bits comes without weights: they are made of those of 4 bits, here from files that are fetched. */
async function deriveWeights({ baseUrl }: ModelEntry, recipe: string): Promise<ExternalData[]> {
  const buffer = async (path: string): Promise<ArrayBuffer> => {
    const answer = await fetch(new URL(baseUrl + path, document.baseURI));
    if (!answer.ok) throw new Error(`${path} answered with ${answer.status}.`);
    return answer.arrayBuffer();
  };
  return deriveInt8Weights(readInt8Recipe(await buffer(recipe)), { buffer }, new AbortController().signal);
}

function heldGenerator(generator: TextGenerationPipeline): HeldModel {
  const { tokenizer } = generator;
  return {
    async generate({ turns, maxTokens }, { onText }) {
      let newTokens = 0;
      let text = '';
      const streamer = new TextStreamer(tokenizer, {
        skip_prompt: true,
        skip_special_tokens: true,
        callback_function: (piece: string) => (text += piece),
        token_callback_function: () => {
          newTokens += 1;
          onText('');
        },
      });
      const messages = turns.map(({ role, content }) => ({ role, content }));
      await generator(messages, { max_new_tokens: maxTokens, do_sample: false, streamer });
      const promptTokens = promptOf(tokenizer, messages).length;
      return { text, promptTokens, reusedTokens: 0, newTokens, finish: 'length' };
    },
    embed: () => Promise.reject(new Error('A generator embeds nothing.')),
    close: () => generator.dispose(),
  };
}

function promptOf(tokenizer: PreTrainedTokenizer, messages: readonly ChatTurn[]): number[] {
  return tokenizer.apply_chat_template([...messages], {
    add_generation_prompt: true,
    tokenize: true,
    return_tensor: false,
    return_dict: false,
  });
}

function heldEmbedder(embedder: FeatureExtractionPipeline): HeldModel {
  return {
    generate: () => Promise.reject(new Error('An embedder writes nothing.')),
    async embed(texts) {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += BATCH_TEXTS) {
        const batch = texts.slice(start, start + BATCH_TEXTS);
        const { data, dims } = await embedder(batch, { pooling: 'mean', normalize: true });
        const [, dimensions = 0] = dims;
        const values = data as Float32Array;
        for (let row = 0; row < batch.length; row += 1)
          vectors.push(values.slice(row * dimensions, (row + 1) * dimensions));
      }
      return vectors;
    },
    close: () => embedder.dispose(),
  };
}
