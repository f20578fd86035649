import type { Device } from './model';

/** What the machine's GPU can do. */
export interface GpuFacts {
  /** The adapter's name as far as the browser tells it, for instance `nvidia ampere`. */
  readonly name: string;
  readonly shaderF16: boolean;
  /** Computed by the CPU: right results, far too slow for generation. */
  readonly isFallback: boolean;
  /** Bytes. */
  readonly maxBufferSize: number;
  /** Bytes. */
  readonly maxStorageBufferBindingSize: number;
}

/** What a short measurement told; decoding reads every weight once a token, so the speed of memory bounds it. */
export interface MachineProbe {
  /** Of the processor's memory, one thread. */
  readonly memoryBytesPerSecond: number;
  /** Of the GPU's memory; null without a real GPU. */
  readonly gpuBytesPerSecond: number | null;
  /** Milliseconds since 1970. */
  readonly measuredAt: number;
}

/** What models can be chosen by. */
export interface MachineProfile {
  /** Null without WebGPU. */
  readonly gpu: GpuFacts | null;
  /** WASM threads; 1 without cross-origin isolation. */
  readonly threads: number;
  /** GiB as the browser tells it (Chromium: at most 8); null where it does not. */
  readonly memoryGiB: number | null;
  /** Bytes that the browser would still store; null where it does not tell. */
  readonly freeBytes: number | null;
  /** Null before it was measured. */
  readonly probe: MachineProbe | null;
}

/** Whether a model suits this machine. */
export interface ModelAdvice {
  /**
   * `good`, `slow`: it runs. `too-large`: it would not fit, so it is not downloaded. `no-engine`: this version of the app cannot run it,
   * or this browser cannot.
   */
  readonly fit: 'good' | 'slow' | 'too-large' | 'no-engine';
  /** Why, in sentences for people. */
  readonly reasons: readonly string[];
  /** The device that it would run on; null where it would not. */
  readonly device: Device | null;
  /** Estimated from the probe for generators; null where that cannot be told. */
  readonly tokensPerSecond: number | null;
  /** The one to choose for its task on this machine. */
  readonly recommended: boolean;
}
