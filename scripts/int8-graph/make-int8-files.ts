import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT_ROOT } from '../lib/project-folders';
import { readDecoderShape } from './decoder-shape';
import { writeInt8Graph } from './int8-graph';
import { requireTensor, writeInt8Recipe } from './int8-recipe';
import { readSourceTensors } from './source-tensors';

/** Of the starter generator. */
export const MODEL_FOLDER = path.join(PROJECT_ROOT, 'public/models/smollm2-135m-desk');
const GRAPH_FOLDER = 'onnx/';

/** The 8-bit graph of the starter generator and the recipe for its weights, by their paths in the model's folder. */
export async function makeInt8Files(): Promise<Readonly<Record<string, Uint8Array>>> {
  const read = (file: string) => readFile(path.join(MODEL_FOLDER, file));
  const shape = readDecoderShape(JSON.parse(await read('config.json').then(String)));
  const tensors = readSourceTensors(await read(`${GRAPH_FOLDER}model_q4.onnx`));
  const gain = requireTensor(tensors, `model.layers.${shape.layers}.final_norm_layernorm.weight`);
  const data = await read(`${GRAPH_FOLDER}${gain.location}`);
  const finalGain = Array.from({ length: shape.hidden }, (_, i) => data.readFloatLE(gain.offset + 4 * i));
  const recipe = writeInt8Recipe(shape, tensors, GRAPH_FOLDER);
  return {
    [`${GRAPH_FOLDER}model_wasm_int8.onnx`]: writeInt8Graph(shape, finalGain),
    [`${GRAPH_FOLDER}model_wasm_int8.recipe.json`]: new TextEncoder().encode(`${JSON.stringify(recipe)}\n`),
  };
}
