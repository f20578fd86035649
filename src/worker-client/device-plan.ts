import type { Failure } from '../contracts/failure';
import type { DeviceRefusal } from '../contracts/inference-api';
import type { Device, DeviceChoice, ModelEntry } from '../contracts/model';
import type { GpuFacts } from '../platform/probe-gpu';

export interface DeviceAttempt {
  readonly device: Device;
  /** 1 on WebGPU. */
  readonly threads: number;
}

export interface DevicePlan {
  /** In order; never tried at the same time. */
  readonly attempts: readonly DeviceAttempt[];
  /** What is not even tried, or only in part, with the reason. */
  readonly refused: readonly DeviceRefusal[];
}

/** What inference may use of this machine. */
export interface InferenceMachine {
  /** WASM threads to start with. */
  readonly threads: number;
  readonly crossOriginIsolated: boolean;
  /** Null without WebGPU. */
  probeGpu(): Promise<GpuFacts | null>;
}

/** The ways to run a model on this machine, best first: the variants in the catalogue's order, WASM with threads before one thread. */
export async function planDevices(
  entry: ModelEntry,
  choice: DeviceChoice,
  machine: InferenceMachine,
): Promise<DevicePlan> {
  const attempts: DeviceAttempt[] = [];
  const refused: DeviceRefusal[] = [];
  const variants = entry.variants.filter(({ device }) => choice === 'auto' || device === choice);
  for (const { device } of variants) {
    if (device === 'webgpu') {
      const reason = await gpuRefusal(choice, machine);
      if (reason) refused.push({ device, failure: unavailable(reason) });
      else attempts.push({ device, threads: 1 });
    } else {
      if (machine.threads > 1) attempts.push({ device, threads: machine.threads });
      else if (!machine.crossOriginIsolated) refused.push({ device, failure: unavailable(NOT_ISOLATED) });
      attempts.push({ device, threads: 1 });
    }
  }
  if (variants.length === 0 && choice !== 'auto') {
    const reason = `${entry.name} has no version for ${choice === 'webgpu' ? 'WebGPU' : 'WASM'}. Choose “automatic” in the settings.`;
    refused.push({ device: choice, failure: unavailable(reason) });
  }
  return { attempts, refused };
}

const NOT_ISOLATED =
  'This page is not isolated from other sites, so the browser gives it one thread only. Reloading once may help; otherwise the host must send the COOP and COEP headers.';

async function gpuRefusal(choice: DeviceChoice, machine: InferenceMachine): Promise<string | null> {
  const gpu = await machine.probeGpu();
  if (!gpu) return 'This browser offers no WebGPU on this machine.';
  // Right results, but slower than WASM; whoever chooses WebGPU by hand still gets it.
  if (gpu.isFallback && choice === 'auto') {
    return `WebGPU is only emulated by the processor here (${gpu.name}), which is slower than WASM.`;
  }
  return null;
}

function unavailable(message: string): Failure {
  return { code: 'engine-unavailable', message, retryable: false };
}
