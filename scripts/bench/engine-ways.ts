import { weightBytesOfToken } from '../../src/app/speed/bandwidth-limit';
import type { ModelEntry } from '../../src/contracts/model';
import type { VariantPin } from '../../src/contracts/model-choice';
import { ALL_MINILM_L6_V2 } from '../../src/models/catalogue/all-minilm-l6-v2';
import { SMOLLM2_135M_DESK } from '../../src/models/catalogue/smollm2-135m-desk';
import { SOURCE_MODEL } from '../fixtures/source-model';
import type { EnginePlace } from './engine-place';
import type { EngineWay } from './engine-way';

/** What is measured: every way of the starters and of the source model on WASM, then the starters on emulated WebGPU. */
export function engineWays({ ways, gguf }: EnginePlace): readonly EngineWay[] {
  const onWasm = (modelId: string): readonly VariantPin[] => {
    const here = ways[modelId]?.filter(({ device }) => device === 'wasm') ?? [];
    const [likeliest] = here;
    // On machines with many cores, other numbers of threads would take the hour and say little more.
    return here.filter(({ threads }) => threads === 1 || threads === likeliest?.threads);
  };
  return [
    ...onWasm(SMOLLM2_135M_DESK.id).map((way) => starterWay(SMOLLM2_135M_DESK, way)),
    ...onWasm(gguf.modelId).map((way) => ({
      modelId: gguf.modelId,
      task: 'text-generation' as const,
      way,
      address: gguf.address,
      weightBytes: SOURCE_MODEL.bytes,
      emulated: false,
    })),
    ...onWasm(ALL_MINILM_L6_V2.id).map((way) => starterWay(ALL_MINILM_L6_V2, way)),
    ...onWebGpu(ALL_MINILM_L6_V2).map((way) => starterWay(ALL_MINILM_L6_V2, way)),
    ...onWebGpu(SMOLLM2_135M_DESK).map((way) => starterWay(SMOLLM2_135M_DESK, way)),
  ];
}

function onWebGpu({ variants }: ModelEntry): readonly VariantPin[] {
  return variants
    .filter(({ device, requiresF16 }) => device === 'webgpu' && !requiresF16)
    .map(({ engine, device, graph, dtype }) => ({ engine, device, graph, dtype, threads: 1 }));
}

function starterWay(entry: ModelEntry, way: VariantPin): EngineWay {
  const { id: modelId, task } = entry;
  const weightBytes = task === 'text-generation' ? weightBytesOfToken(entry, way) : null;
  return { modelId, task, way, address: null, weightBytes, emulated: way.device === 'webgpu' };
}
