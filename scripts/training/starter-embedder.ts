/** The starter embedder in Node: the same weights, tokens and pooling as the page uses, so that a head trained here fits there. */
import { Tokenizer } from '@huggingface/tokenizers';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as ort from 'onnxruntime-web/wasm';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MODEL = path.join(ROOT, 'public/models/all-minilm-l6-v2');
const CACHE = path.join(ROOT, 'node_modules/.cache/deskside/embeddings');

export const EMBEDDER_ID = 'all-minilm-l6-v2';
const MAX_TOKENS = 256;

/** Returns the unit vector of a text; texts seen before come from the cache. */
export async function createStarterEmbedder(): Promise<(text: string) => Promise<Float32Array>> {
  await mkdir(CACHE, { recursive: true });
  const weights = await readFile(path.join(MODEL, 'onnx/model_quantized.onnx'));
  const edition = createHash('sha256').update(weights).digest('hex');
  let model: Promise<(text: string) => Promise<Float32Array>> | null = null;

  return async (text) => {
    const key = createHash('sha256').update(edition).update('\0').update(text).digest('hex');
    const file = path.join(CACHE, `${key}.f32`);
    const cached = await readFile(file).catch(() => null);
    if (cached) return new Float32Array(new Uint8Array(cached).buffer);
    model ??= loadModel(weights);
    const vector = await (await model)(text);
    await writeFile(file, new Uint8Array(vector.buffer));
    return vector;
  };
}

async function loadModel(weights: Uint8Array): Promise<(text: string) => Promise<Float32Array>> {
  const readJson = async (name: string): Promise<object> =>
    JSON.parse(await readFile(path.join(MODEL, name), 'utf8')) as object;
  const tokenizer = new Tokenizer(await readJson('tokenizer.json'), await readJson('tokenizer_config.json'));
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(weights, { executionProviders: ['wasm'] });

  return async (text) => {
    // transformers.js cuts at the end, the closing token included.
    const ids = tokenizer.encode(text).ids.slice(0, MAX_TOKENS);
    const tensor = (values: readonly number[]): ort.Tensor =>
      new ort.Tensor('int64', BigInt64Array.from(values, BigInt), [1, ids.length]);
    const outputs = await session.run({
      input_ids: tensor(ids),
      attention_mask: tensor(ids.map(() => 1)),
      token_type_ids: tensor(ids.map(() => 0)),
    });
    const hidden = outputs['last_hidden_state']?.data;
    if (!(hidden instanceof Float32Array))
      throw new Error('The embedder gave no last_hidden_state; is this the starter model?');
    return meanPooled(hidden, ids.length);
  };
}

/** Unit-length mean over tokens of a row-major `tokens × dimensions` matrix. */
function meanPooled(hidden: Float32Array, tokens: number): Float32Array {
  const dimensions = hidden.length / tokens;
  const mean = new Float32Array(dimensions);
  for (let index = 0; index < hidden.length; index++) {
    const dimension = index % dimensions;
    mean[dimension] = (mean[dimension] ?? 0) + (hidden[index] ?? 0);
  }
  const norm = Math.hypot(...mean) || 1;
  return mean.map((value) => value / norm);
}
