import { toFailure } from '../contracts/failure';
import type { Device, EngineId, InstallProgress, ModelEntry } from '../contracts/model';
import type { GpuFacts } from '../contracts/machine';
import type { InferenceClient } from '../worker-client/inference-client';

/** What came of one model on one device. */
export interface VerificationRow {
  readonly modelId: string;
  readonly engine: EngineId;
  readonly device: Device;
  readonly graph: string;
  /** The name of the quantization. */
  readonly dtype: string;
  readonly threads: number;
  readonly verdict: 'passed' | 'failed' | 'not run';
  /** Loading and answering; null when it was not run. */
  readonly ms: number | null;
  /** Why it failed or was not run; else a remark, or nothing. */
  readonly reason: string;
}

export interface VerificationParts {
  readonly catalogue: readonly ModelEntry[];
  readonly install: (entry: ModelEntry, onProgress: (progress: InstallProgress) => void) => Promise<void>;
  readonly client: Pick<InferenceClient, 'verify'>;
  /** Null without WebGPU. */
  readonly gpu: GpuFacts | null;
  /** Whether to run on a GPU that the processor emulates, which takes minutes. */
  readonly emulatedGpu: boolean;
  /** WASM threads of this machine; one thread is tried besides. */
  readonly threads: number;
  readonly onActivity: (activity: string) => void;
}

/** Asks each model, on each device there is, what it must know; one row after the other. Never rejects. */
export async function* verifyModels(parts: VerificationParts): AsyncGenerator<VerificationRow> {
  for (const entry of parts.catalogue) {
    const runs = runsOf(entry, parts);
    const installed = await installModel(entry, parts);
    for (const run of runs) {
      const reason = installed ?? (run.device === 'webgpu' ? whyNoGpu(parts) : null);
      if (reason === null) yield await verifyRun(run, entry, parts);
      else yield { ...run, verdict: 'not run', ms: null, reason };
    }
  }
}

function whyNoGpu({ gpu, emulatedGpu }: VerificationParts): string | null {
  if (!gpu) return 'This browser offers no WebGPU on this machine.';
  return gpu.isFallback && !emulatedGpu ? `Only emulated by the processor here (${gpu.name}).` : null;
}

type Run = Pick<VerificationRow, 'modelId' | 'engine' | 'device' | 'graph' | 'dtype' | 'threads'>;

function runsOf(entry: ModelEntry, { threads }: VerificationParts): Run[] {
  return entry.variants.flatMap(({ engine, device, graph, dtype }) => {
    const counts = device === 'wasm' && threads > 1 ? [threads, 1] : [1];
    return counts.map((count) => ({ modelId: entry.id, engine, device, graph, dtype, threads: count }));
  });
}

/** Null when the model is there, else why it is not. */
async function installModel(entry: ModelEntry, parts: VerificationParts): Promise<string | null> {
  try {
    await parts.install(entry, ({ doneBytes, totalBytes }) => {
      const percent = Math.floor((100 * doneBytes) / totalBytes);
      parts.onActivity(`Installing ${entry.name}: ${percent} %`);
    });
    return null;
  } catch (error) {
    return toFailure(error).message;
  }
}

async function verifyRun(run: Run, entry: ModelEntry, parts: VerificationParts): Promise<VerificationRow> {
  const { device, threads } = run;
  const where = device === 'webgpu' ? 'WebGPU' : `WASM, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  parts.onActivity(`Asking ${entry.name} on ${where}`);
  try {
    const report = await parts.client.verify(entry.id, run, { threads });
    const { failure, passed, ms } = report;
    return {
      ...run,
      verdict: passed ? 'passed' : 'failed',
      ms,
      reason: failure ? describe(failure) : device === 'webgpu' ? gpuRemark(parts.gpu) : '',
    };
  } catch (error) {
    return { ...run, verdict: 'failed', ms: null, reason: describe(toFailure(error)) };
  }
}

function describe({ message, detail }: { readonly message: string; readonly detail?: string }): string {
  return detail ? `${message} (${detail})` : message;
}

function gpuRemark(gpu: GpuFacts | null): string {
  if (!gpu) return '';
  return gpu.isFallback ? `${gpu.name}, emulated by the processor` : gpu.name;
}
