import * as v from 'valibot';

/** A way to run a model, as it is stored with what the user pinned and with what was measured. */
export const VARIANT_PIN = v.object({
  engine: v.picklist(['transformers', 'web-llm', 'wllama', 'built-in', 'own-server', 'fake']),
  device: v.picklist(['webgpu', 'wasm', 'browser', 'server']),
  graph: v.string(),
  dtype: v.string(),
  threads: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
