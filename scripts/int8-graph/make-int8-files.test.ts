import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeInt8Files, MODEL_FOLDER } from './make-int8-files';

it('makes what is stored: run "npm run int8" after a change of it', async () => {
  const made = Object.entries(await makeInt8Files());
  expect(made.map(([file]) => file)).toEqual([
    'onnx/model_wasm_int8.onnx',
    'onnx/model_wasm_int8.recipe.json',
  ]);
  for (const [file, bytes] of made) {
    const stored = await readFile(path.join(MODEL_FOLDER, file));
    expect(stored.equals(bytes), file).toBe(true);
  }
});
