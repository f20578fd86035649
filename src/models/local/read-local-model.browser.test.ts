import { expect, it } from 'vitest';
import { checkKnownAnswer } from '../../engines/known-answer';
import { createTransformersEngine } from '../../engines/transformers/transformers-engine';
import { ALL_MINILM_L6_V2 } from '../catalogue/all-minilm-l6-v2';
import { SMOLLM2_135M_DESK } from '../catalogue/smollm2-135m-desk';
import { readLocalModel } from './read-local-model';
import { weightsFrom } from '../../../tests/support/weights-from';

/** The starter's model as if someone had dropped its folder. */
async function dropFolder({ baseUrl, files }: typeof ALL_MINILM_L6_V2) {
  const picked = files.map(async ({ path }) => ({
    path: `folder/${path}`,
    blob: await (await fetch(`/${baseUrl}${path}`)).blob(),
  }));
  return readLocalModel(await Promise.all(picked));
}

it('makes an entry of a dropped folder with which the engine runs it and finds its answers sensible', async () => {
  const { entry, fetch: fetchFile } = await dropFolder(ALL_MINILM_L6_V2);
  const variant = entry.variants.find(({ device }) => device === 'wasm') ?? expect.unreachable('no variant');
  const weights = weightsFrom(entry, (path) => fetchFile(entry.baseUrl + path));
  const { signal } = new AbortController();
  const model = await createTransformersEngine().load({ model: entry, variant, weights, threads: 1, signal });
  expect(await checkKnownAnswer(entry, model, signal)).toBeNull();
  await model.unload();
}, 60_000);

it('finds the data files that the graph of a generator has beside it', async () => {
  const { entry } = await dropFolder(SMOLLM2_135M_DESK);
  const variantOf = (model: typeof entry) => model.variants.find(({ device }) => device === 'webgpu');
  expect(variantOf(entry)?.files).toEqual(variantOf(SMOLLM2_135M_DESK)?.files);
}, 60_000);
