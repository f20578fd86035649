import type { DeviceRefusal, VariantName } from '../contracts/inference-api';
import type { GpuFacts } from '../contracts/machine';

export interface DeviceAttempt extends VariantName {
  /** 1 anywhere but on WASM. */
  readonly threads: number;
}

/** A way to run a model, or the reason why there is none, or only a lesser one. */
export type DeviceStep = DeviceAttempt | DeviceRefusal;

/** What inference may use of this machine. */
export interface InferenceMachine {
  /** WASM threads to start with. */
  readonly threads: number;
  /** More threads than this make no sense; `threads` where it is not told. */
  readonly logicalCores?: number;
  readonly crossOriginIsolated: boolean;
  /** Null without WebGPU. */
  probeGpu(): Promise<GpuFacts | null>;
}

export function variantNameOf({ engine, device, graph, dtype }: VariantName): VariantName {
  return { engine, device, graph, dtype };
}

export function isSameVariant(a: VariantName, b: VariantName): boolean {
  return a.engine === b.engine && a.device === b.device && a.graph === b.graph && a.dtype === b.dtype;
}

export function isSameWay(a: DeviceAttempt, b: DeviceAttempt): boolean {
  return isSameVariant(a, b) && a.threads === b.threads;
}
