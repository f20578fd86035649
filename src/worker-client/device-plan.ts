import type { Failure } from '../contracts/failure';
import type { GpuFacts } from '../contracts/machine';
import type { Device, DeviceChoice, ModelEntry, ModelVariant } from '../contracts/model';
import type { VariantPin } from '../contracts/model-choice';
import { DEVICE_PLACES } from '../platform/device-places';
import { isSameVariant, variantNameOf, type DeviceStep, type InferenceMachine } from './device-steps';
import { NOTHING_KNOWN, orderByKnowledge, type KnownWays, type RankedStep } from './known-ways';

/**
 * The ways to run a model on this machine, best first: the one that the user pinned, those measured from the fastest on, those not tried
 * yet in the catalogue's order (WASM with threads before one thread), and last those that failed when they were tried. Refusals stand
 * before what they explain.
 */
export async function planDevices(
  entry: ModelEntry,
  choice: DeviceChoice,
  machine: InferenceMachine,
  known: KnownWays = NOTHING_KNOWN,
): Promise<readonly DeviceStep[]> {
  const here = probingOnce(machine);
  const expected = await stepsOf(entry, choice, here, machine.threads > 1 ? [machine.threads, 1] : [1]);
  const possible = await stepsOf(entry, choice, here, threadCountsToTry(machine));
  const pinned = known.pin && (await pinnedStep(entry, known.pin, here));
  return orderByKnowledge({ expected, possible, pinned }, known);
}

/** All ways to run a model on this machine that are worth a trial, whatever is chosen or known; the likeliest number of threads first. */
export async function possibleWays(
  entry: ModelEntry,
  machine: InferenceMachine,
): Promise<readonly DeviceStep[]> {
  const steps = await stepsOf(entry, 'auto', probingOnce(machine), threadCountsToTry(machine));
  return steps.map(({ step }) => step);
}

async function stepsOf(
  entry: ModelEntry,
  choice: DeviceChoice,
  machine: InferenceMachine,
  threadCounts: readonly number[],
): Promise<readonly RankedStep[]> {
  // The choice is between this machine's processors; what a browser or a server runs is not run on either.
  const isChosen = ({ device }: ModelVariant): boolean =>
    choice === 'auto' || device === choice || device === 'browser' || device === 'server';
  if (choice !== 'auto' && !entry.variants.some(isChosen)) {
    return [{ rank: 0, step: { device: choice, failure: noVersionFor(entry, choice) } }];
  }
  const steps: RankedStep[] = [];
  for (const [rank, variant] of entry.variants.entries()) {
    if (!isChosen(variant)) continue;
    const { device } = variant;
    const name = variantNameOf(variant);
    const refusal = await refusalOf(entry, variant, choice, machine);
    if (refusal) steps.push({ rank, step: { device, failure: refusal } });
    else if (device !== 'wasm') steps.push({ rank, step: { ...name, threads: 1 } });
    else {
      if (!machine.crossOriginIsolated)
        steps.push({ rank, step: { device, failure: unavailable(NOT_ISOLATED) } });
      steps.push(...threadCounts.map((threads) => ({ rank, step: { ...name, threads } })));
    }
  }
  return steps;
}

/** Looking the GPU up takes a moment, and each variant for it asks. */
function probingOnce(machine: InferenceMachine): InferenceMachine {
  let gpu: Promise<GpuFacts | null> | null = null;
  return { ...machine, probeGpu: () => (gpu ??= machine.probeGpu()) };
}

/** The usual guess first, then more for as long as there are cores, then fewer. */
function threadCountsToTry({
  threads,
  logicalCores = threads,
  crossOriginIsolated,
}: InferenceMachine): number[] {
  if (!crossOriginIsolated) return [1];
  const counts = [threads];
  for (let more = threads * 2; more <= logicalCores; more *= 2) counts.push(more);
  for (let fewer = threads; fewer > 1;) counts.push((fewer = Math.ceil(fewer / 2)));
  return counts;
}

/** Whoever pins a way chooses its device by hand. */
async function pinnedStep(
  entry: ModelEntry,
  pin: VariantPin,
  machine: InferenceMachine,
): Promise<DeviceStep> {
  const { device } = pin;
  const variant = entry.variants.find((candidate) => isSameVariant(candidate, pin));
  if (!variant) return { device, failure: unavailable(`${entry.name} no longer has ${PIN_LOST}`) };
  if (pin.threads > 1 && !machine.crossOriginIsolated) return { device, failure: unavailable(NOT_ISOLATED) };
  const failure = await refusalOf(entry, variant, device === 'webgpu' ? 'webgpu' : 'auto', machine);
  return failure ? { device, failure } : { ...variantNameOf(variant), threads: pin.threads };
}

const PIN_LOST =
  'the version that you chose to run it by, so Deskside chooses one. You can choose another on its card under Models.';

export function noVersionFor({ name }: ModelEntry, device: Device): Failure {
  return unavailable(
    `${name} has no version for ${DEVICE_PLACES[device]}. Choose “Automatic” in the settings.`,
  );
}

const NOT_ISOLATED =
  'This page is not isolated from other sites, so the browser gives it one thread only. Reloading once may help; otherwise the host must send the COOP and COEP headers.';

async function refusalOf(
  { name }: ModelEntry,
  { device, requiresF16 }: ModelVariant,
  choice: DeviceChoice,
  machine: InferenceMachine,
): Promise<Failure | null> {
  if (device !== 'webgpu') return null;
  const gpu = await machine.probeGpu();
  if (!gpu) return unavailable('This browser offers no WebGPU on this machine.');
  // Right results, but slower than WASM; whoever chooses WebGPU by hand still gets it.
  if (gpu.isFallback && choice === 'auto') {
    return unavailable(
      `WebGPU is only emulated by the processor here (${gpu.name}), which is slower than WASM.`,
    );
  }
  if (requiresF16 && !gpu.shaderF16) {
    return unavailable(
      `${name} needs a graphics processor that computes with 16-bit numbers, which this one (${gpu.name}) does not offer.`,
    );
  }
  return null;
}

function unavailable(message: string): Failure {
  return { code: 'engine-unavailable', message, retryable: false };
}
