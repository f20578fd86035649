import type { VariantPin } from '../../src/contracts/model-choice';
import type { EngineId, ModelTask } from '../../src/contracts/model';

/** One way to run one model, which is measured against its rivals. */
export interface EngineWay {
  readonly modelId: string;
  readonly task: ModelTask;
  readonly way: VariantPin;
  /** Of the file of a GGUF model on the server of the benchmark; null for a starter. */
  readonly address: string | null;
  /** Bytes that it reads for each token; null for embedders. */
  readonly weightBytes: number | null;
  /**
   * On a GPU that the processor emulates, which takes seconds for a text and half a minute for a token: embedders get a few texts, and generators
   * are only loaded, with the four tokens of their known answer.
   */
  readonly emulated: boolean;
}

/** Whether nothing but the load is measured. */
export function isLoadOnly({ task, emulated }: Pick<EngineWay, 'task' | 'emulated'>): boolean {
  return emulated && task === 'text-generation';
}

const ENGINE_NAMES: Readonly<Partial<Record<EngineId, string>>> = {
  transformers: 'transformers.js',
  wllama: 'wllama',
};

/** As rows and tables name it. */
export function describeWay({ engine, device, dtype, threads }: VariantPin): string {
  const place =
    device === 'wasm'
      ? `WASM, ${threads} ${threads === 1 ? 'thread' : 'threads'}`
      : 'WebGPU emulated by the processor';
  return `${ENGINE_NAMES[engine] ?? engine}, ${dtype}, ${place}`;
}
