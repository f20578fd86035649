import type { MachineProfile, ModelAdvice } from '../../contracts/machine';
import type { Device, EngineId, ModelEntry, ModelListing } from '../../contracts/model';
import { MOST_REPORTED_GIB } from '../../platform/memory-limits';
import { estimateSpeed } from './estimate-speed';
import {
  findDeviceObstacle,
  findStorageObstacle,
  isMemoryUncertain,
  peakBytesOn,
  type Obstacle,
} from './obstacles';

/** Tokens a second under which waiting for a summary is tiresome. */
const SLOW_SPEED = 4;

/**
 * Whether this model suits this machine, before anything of it is fetched. `storedBytes` are those that need not be fetched any more. It
 * would run on the first of its devices that nothing stands against, as the inference client chooses too.
 */
export function adviseModel(
  listing: ModelListing | ModelEntry,
  machine: MachineProfile,
  engines: ReadonlySet<EngineId>,
  storedBytes = 0,
): ModelAdvice {
  if (!engines.has(listing.engine)) {
    return refuse([{ fit: 'no-engine', reason: 'This version of Deskside has no engine for it.' }]);
  }
  const storage = findStorageObstacle(listing, storedBytes, machine);
  const obstacles: Obstacle[] = [];
  for (const device of listing.devices) {
    const obstacle = findDeviceObstacle(listing, device, machine);
    if (obstacle === null) {
      return storage === null ? accept(listing, device, machine, obstacles) : refuse([storage]);
    }
    obstacles.push(obstacle);
  }
  return refuse(obstacles);
}

function refuse(obstacles: readonly Obstacle[]): ModelAdvice {
  // A device that is only too small says more about the model than one that is not there.
  const tooLarge = obstacles.some(({ fit }) => fit === 'too-large');
  return {
    fit: tooLarge ? 'too-large' : 'no-engine',
    reasons: obstacles.map(({ reason }) => reason),
    device: null,
    tokensPerSecond: null,
    recommended: false,
  };
}

function accept(
  listing: ModelListing | ModelEntry,
  device: Device,
  machine: MachineProfile,
  obstacles: readonly Obstacle[],
): ModelAdvice {
  const tokensPerSecond = estimateSpeed(listing, device, machine);
  const slow = tokensPerSecond !== null && tokensPerSecond < SLOW_SPEED;
  const doubt = isMemoryUncertain(peakBytesOn(listing, device), machine) ? [memoryDoubt(machine)] : [];
  const isMeasurable = listing.task === 'text-generation' && (device === 'webgpu' || device === 'wasm');
  const speed = isMeasurable ? [speedReason(tokensPerSecond, slow)] : [];
  return {
    fit: slow ? 'slow' : 'good',
    reasons: [
      ...obstacles.map(({ reason }) => reason),
      `It would run on ${placeOf(device, machine)}.`,
      ...speed,
      ...doubt,
    ],
    device,
    tokensPerSecond,
    recommended: false,
  };
}

function placeOf(device: Device, { gpu, threads }: MachineProfile): string {
  if (device === 'server') return 'your server';
  if (device === 'browser') return 'the browser’s own engine';
  if (device === 'webgpu') return gpu === null ? 'the GPU' : `the GPU (${gpu.name})`;
  return threads > 1 ? `the processor, with ${threads} threads` : 'the processor, with one thread';
}

function speedReason(tokensPerSecond: number | null, slow: boolean): string {
  if (tokensPerSecond === null) return 'How fast is not known until this machine has been measured.';
  const speed = tokensPerSecond < 10 ? tokensPerSecond.toFixed(1) : Math.round(tokensPerSecond).toString();
  return `By the measured speed of this machine it writes about ${speed} tokens a second${slow ? ', which is slow' : ''}.`;
}

function memoryDoubt({ memoryGiB }: MachineProfile): string {
  return memoryGiB === null
    ? 'The browser does not tell how much memory this machine has, so it may turn out too large.'
    : `Browsers report ${MOST_REPORTED_GIB} GiB of memory for any machine that has as much or more, so it may turn out too large.`;
}
