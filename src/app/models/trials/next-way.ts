import type { FailureCode } from '../../../contracts/failure';
import { isSameVariant, isSameWay, type DeviceAttempt } from '../../../worker-client/device-steps';
import { secondsBy } from '../../../worker-client/known-ways';
import type { WayMeasured } from './measure-way';

/** These befall a variant with any number of threads. */
const OF_THE_VARIANT: ReadonlySet<FailureCode> = new Set([
  'engine-unavailable',
  'known-answer-failed',
  'out-of-memory',
]);
/** Ways this close to the fastest are measured once more. */
const CLOSE = 1.25;

/**
 * Which way to measure next; null when enough is known. First each variant with its likeliest number of threads, then more threads for as
 * long as that helps, else fewer. At last those close to the fastest once more, the other way round, so that what else the machine did
 * meanwhile does not decide.
 *
 * @param ways the likeliest number of threads first in each variant
 * @param measured in the order in which it was measured
 */
export function nextWay(
  ways: readonly DeviceAttempt[],
  measured: readonly WayMeasured[],
): DeviceAttempt | null {
  const variants = ways.filter((way, i) => ways.findIndex((other) => isSameVariant(way, other)) === i);
  const untried = variants.find((way) => !measured.some((done) => isSameWay(done, way)));
  if (untried) return untried;
  for (const variant of variants) {
    const next = nextThreads(
      ways.filter((way) => isSameVariant(way, variant)),
      measured.filter((done) => isSameVariant(done, variant)),
    );
    if (next) return next;
  }
  return nextClose(ways, measured);
}

/** The best of what each way was measured at; least disturbed, it says most about the way. */
export function bestOfEach(measured: readonly WayMeasured[]): readonly WayMeasured[] {
  const best: WayMeasured[] = [];
  for (const one of measured) {
    const place = best.findIndex((other) => isSameWay(one, other));
    const before = best[place];
    if (!before) best.push(one);
    else if (before.failure === null && one.failure === null && secondsBy(one) < secondsBy(before))
      best[place] = one;
    // What fails one time of two is not to be relied on.
    else if (one.failure !== null) best[place] = one;
  }
  return best;
}

function nextThreads(ways: readonly DeviceAttempt[], measured: readonly WayMeasured[]): DeviceAttempt | null {
  const [start, ...others] = ways;
  if (!start) return null;
  const resultOf = (way: DeviceAttempt) => measured.find((done) => isSameWay(done, way));
  const first = resultOf(start);
  if (!first || (first.failure && OF_THE_VARIANT.has(first.failure.code))) return null;
  const more = others.filter(({ threads }) => threads > start.threads);
  const fewer = others.filter(({ threads }) => threads < start.threads);
  const climb = (steps: readonly DeviceAttempt[]): { next: DeviceAttempt | null; helped: boolean } => {
    let best = secondsBy(first);
    let helped = false;
    for (const step of steps) {
      const result = resultOf(step);
      if (!result) return { next: step, helped };
      if (!(secondsBy(result) < best)) break;
      best = secondsBy(result);
      helped = true;
    }
    return { next: null, helped };
  };
  const up = climb(more);
  if (up.next ?? up.helped) return up.next;
  return climb(fewer).next;
}

function nextClose(ways: readonly DeviceAttempt[], measured: readonly WayMeasured[]): DeviceAttempt | null {
  const best = Math.min(...measured.map(secondsBy));
  const close = bestOfEach(measured).filter((one) => secondsBy(one) <= best * CLOSE);
  // One alone has nobody to be confused with.
  if (close.length < 2) return null;
  const again = close.filter((one) => measured.filter((other) => isSameWay(one, other)).length < 2).at(-1);
  return ways.find((way) => again && isSameWay(way, again)) ?? null;
}
