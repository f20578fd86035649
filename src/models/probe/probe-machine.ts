import type { MachineProbe } from '../../contracts/machine';
import { systemClock, type Clock } from '../../platform/clock';
import { measureGpuBandwidth } from './measure-gpu-bandwidth';
import { measureMemoryBandwidth } from './measure-memory-bandwidth';

/**
 * Measures how fast weights can be read here, in about half a second. For workers: it holds the thread up. Rejects with `out-of-memory`
 * when there are not even 128 MiB to measure with.
 */
export async function probeMachine({
  gpu = navigator,
  clock = systemClock,
}: { readonly gpu?: object; readonly clock?: Clock } = {}): Promise<MachineProbe> {
  // One after the other: a GPU without memory of its own shares the processor's.
  const memoryBytesPerSecond = measureMemoryBandwidth();
  const gpuBytesPerSecond = await measureGpuBandwidth(gpu);
  return { memoryBytesPerSecond, gpuBytesPerSecond, measuredAt: clock.now() };
}
