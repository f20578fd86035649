import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from '../../../scripts/lib/project-folders';
import type { HubFiles } from '../../support/hub-server/repository';

const STARTER_PACK = path.join(PROJECT_ROOT, 'public/models');

function filesOf(modelId: string, keep: (path: string) => boolean = () => true): HubFiles {
  const folder = path.join(STARTER_PACK, modelId);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(folder, file).split(path.sep).join('/'), file] as const)
      .filter(([name]) => keep(name))
      .map(([name, file]) => [name, readFileSync(file)]),
  );
}

/** The starter embedder as a repository of a hub has it. */
export const embedderFiles = (): HubFiles => filesOf('all-minilm-l6-v2');

/** The starter generator as a repository of a hub has it: one 4-bit graph with its data, and nothing of what only Deskside knows of it. */
export const generatorFiles = (): HubFiles =>
  filesOf('smollm2-135m-desk', (name) => name !== 'manifest.json' && !name.includes('wasm'));

/** A repository that looks like an embedder and holds this many bytes of noise, in three files; for downloads, not for running. */
export function noiseFiles(bytes: number): HubFiles {
  const {
    'config.json': config,
    'tokenizer.json': tokenizer,
    'tokenizer_config.json': words,
  } = embedderFiles();
  if (!config || !tokenizer || !words) throw new Error('the starter embedder has changed');
  return {
    ...{ 'config.json': config, 'tokenizer.json': tokenizer, 'tokenizer_config.json': words },
    'onnx/model_quantized.onnx': noise(Math.floor(bytes / 2), 1),
    'onnx/model_quantized.onnx_data': noise(Math.floor(bytes / 4), 2),
    'onnx/model_quantized.onnx_data_1': noise(bytes - Math.floor(bytes / 2) - Math.floor(bytes / 4), 3),
  };
}

/** Bytes without repetition, the same for the same seed. */
function noise(length: number, seed: number): Uint8Array {
  const words = new Uint32Array(Math.ceil(length / 4));
  let state = seed;
  for (let i = 0; i < words.length; i += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    words[i] = state;
  }
  return new Uint8Array(words.buffer, 0, length);
}
