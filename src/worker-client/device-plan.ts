import type { Failure } from '../contracts/failure';
import type { DeviceRefusal, VariantName } from '../contracts/inference-api';
import type { Device, DeviceChoice, ModelEntry } from '../contracts/model';
import type { GpuFacts } from '../contracts/machine';

export interface DeviceAttempt extends VariantName {
  /** 1 on WebGPU. */
  readonly threads: number;
}

/** A way to run a model, or the reason why there is none, or only a lesser one. */
export type DeviceStep = DeviceAttempt | DeviceRefusal;

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
): Promise<readonly DeviceStep[]> {
  const variants = entry.variants.filter(({ device }) => choice === 'auto' || device === choice);
  if (variants.length === 0 && choice !== 'auto') {
    return [{ device: choice, failure: noVersionFor(entry, choice) }];
  }
  const steps: DeviceStep[] = [];
  for (const { device, graph, dtype, requiresF16 } of variants) {
    const variant = { device, graph, dtype };
    if (device === 'webgpu') {
      const reason = await gpuRefusal(entry, requiresF16 ?? false, choice, machine);
      steps.push(reason ? { device, failure: unavailable(reason) } : { ...variant, threads: 1 });
    } else {
      if (machine.threads > 1) steps.push({ ...variant, threads: machine.threads });
      else if (!machine.crossOriginIsolated) steps.push({ device, failure: unavailable(NOT_ISOLATED) });
      steps.push({ ...variant, threads: 1 });
    }
  }
  return steps;
}

export function noVersionFor({ name }: ModelEntry, device: Device): Failure {
  return unavailable(
    `${name} has no version for ${device === 'webgpu' ? 'WebGPU' : 'WASM'}. Choose “Automatic” in the settings.`,
  );
}

const NOT_ISOLATED =
  'This page is not isolated from other sites, so the browser gives it one thread only. Reloading once may help; otherwise the host must send the COOP and COEP headers.';

async function gpuRefusal(
  { name }: ModelEntry,
  requiresF16: boolean,
  choice: DeviceChoice,
  machine: InferenceMachine,
): Promise<string | null> {
  const gpu = await machine.probeGpu();
  if (!gpu) return 'This browser offers no WebGPU on this machine.';
  // Right results, but slower than WASM; whoever chooses WebGPU by hand still gets it.
  if (gpu.isFallback && choice === 'auto') {
    return `WebGPU is only emulated by the processor here (${gpu.name}), which is slower than WASM.`;
  }
  if (requiresF16 && !gpu.shaderF16) {
    return `${name} needs a graphics processor that computes with 16-bit numbers, which this one (${gpu.name}) does not offer.`;
  }
  return null;
}

function unavailable(message: string): Failure {
  return { code: 'engine-unavailable', message, retryable: false };
}
