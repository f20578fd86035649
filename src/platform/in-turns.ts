import { yieldToPage } from './yield-to-page';

/** Work in steps: a `yield` stands wherever it may pause. */
export type Steps<T> = Generator<void, T>;

/** Far enough under the 50 ms from which a person feels that the page does not answer, so that the longest step still fits. */
const TURN_MS = 12;

/** All steps in one go, for workers and for what is short. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The steps, with a turn for the page whenever they have taken a while. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  let until = performance.now() + TURN_MS;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() < until) continue;
    await yieldToPage();
    until = performance.now() + TURN_MS;
  }
}
