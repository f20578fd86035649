import type { Failure, FailureCode } from '../contracts/failure';
import type { VariantName } from '../contracts/inference-api';
import type { DeviceAttempt, DeviceStep } from './device-steps';

/** A way that was lost this often while it worked is not taken again before another choice. */
const MOST_LOSSES = 2;

/** A call that lost so many workers or devices would lose another: two in one way, and two in the next. */
export const MOST_LOSSES_A_CALL = 2 * MOST_LOSSES;

/** With these, what ran was lost with its worker or its device, and can go on in another. */
const LOSSES: ReadonlySet<FailureCode> = new Set(['device-lost', 'worker-died']);

export function isLoss({ code }: Failure): boolean {
  return LOSSES.has(code);
}

/** Which ways to run a model were lost while they worked, and how often. */
export class LostWays {
  readonly #losses = new Map<string, Failure[]>();

  note(way: DeviceAttempt, failure: Failure): void {
    this.#losses.set(keyOf(way), [...this.#lossesOf(way), failure]);
  }

  forget(): void {
    this.#losses.clear();
  }

  /** Turns ways that kept being lost into refusals, unless nothing else is left. */
  without(steps: readonly DeviceStep[]): readonly DeviceStep[] {
    const judged = steps.map((step): DeviceStep => {
      if ('failure' in step) return step;
      const losses = this.#lossesOf(step);
      const failure = losses.at(-1);
      return failure && losses.length >= MOST_LOSSES ? { device: step.device, failure } : step;
    });
    return judged.every((step) => 'failure' in step) ? steps : judged;
  }

  #lossesOf(way: DeviceAttempt): readonly Failure[] {
    return this.#losses.get(keyOf(way)) ?? [];
  }
}

export function variantKey({ engine, device, graph, dtype }: VariantName): string {
  return `${engine} ${device} ${graph} ${dtype}`;
}

function keyOf(way: DeviceAttempt): string {
  return `${variantKey(way)} ${way.threads}`;
}
