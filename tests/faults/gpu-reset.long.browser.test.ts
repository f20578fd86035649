import { afterEach, describe, expect, it } from 'vitest';
import type { TextEmbedder } from '../../src/contracts/capabilities';
import { toFailure } from '../../src/contracts/failure';
import { ALL_MINILM_L6_V2 } from '../../src/models/catalogue/all-minilm-l6-v2';
import { createInferenceClient } from '../../src/worker-client/inference-client';
import { loseDevice } from '../support/gpu-device-loss';

const { id, variants } = ALL_MINILM_L6_V2;
/** An emulated GPU takes seconds over each. */
const TEXTS = ['Please pay the invoice.'];

/** A software GPU, whose devices are taken away while transformers.js uses them. */
describe('a GPU that is reset', { timeout: 600_000 }, () => {
  const workers: Worker[] = [];
  const client = createInferenceClient({
    findModel: () => ALL_MINILM_L6_V2,
    spawn: () => {
      const worker = new Worker(new URL('../support/transformers-worker.ts', import.meta.url), {
        type: 'module',
      });
      workers.push(worker);
      return worker;
    },
  });
  afterEach(() => client.unload(id));

  const dot = (a: Float32Array, b: Float32Array | undefined) =>
    a.reduce((sum, value, i) => sum + value * (b?.[i] ?? NaN), 0);
  const embedAll = (embedder: Pick<TextEmbedder, 'embed'>) => embedder.embed(TEXTS);
  const reset = () => workers.forEach(loseDevice);

  it('while it computes is told as such, not as any error (fault 17)', async () => {
    const variant = variants.find(({ device }) => device === 'webgpu') ?? expect.unreachable('no variant');
    const lost = await client
      .withVariant(id, { ...variant, threads: 1 }, async (model) => {
        const running = embedAll(model);
        setTimeout(reset);
        return running;
      })
      .catch(toFailure);
    expect(lost).toMatchObject({ code: 'device-lost', retryable: true });
  });

  it('costs the call nothing: the model is loaded again, and the answer is whole (fault 17)', async () => {
    client.setDevice('webgpu');
    const embedder = client.embedder(id);
    const whole = await embedAll(embedder);
    const running = embedAll(embedder);
    setTimeout(reset);
    const after = await running;
    for (const [i, vector] of whole.entries()) expect(dot(vector, after[i])).toBeGreaterThan(0.999);
    expect(client.loaded.get()).toMatchObject([{ device: 'webgpu' }]);
  });

  it('while the model loads leads to the processor, with the reason (fault 16)', async () => {
    // Each worker's devices, as often as it takes.
    const resetting = setInterval(reset, 5);
    const { engine, graph, dtype } =
      variants.find(({ device }) => device === 'webgpu') ?? expect.unreachable();
    client.setDevice('auto');
    client.setKnownWays(id, { pin: { engine, graph, dtype, device: 'webgpu', threads: 1 }, trials: [] });
    const info = await client.load(id).finally(() => clearInterval(resetting));
    expect(info.device).toBe('wasm');
    expect(info.refused).toContainEqual({
      device: 'webgpu',
      failure: expect.objectContaining({ code: 'device-lost' }),
    });
    expect(await embedAll(client.embedder(id))).toHaveLength(TEXTS.length);
  });
});
