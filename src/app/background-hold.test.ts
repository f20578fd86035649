import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createObservable } from '../platform/observable';
import { createBackgroundHold } from './background-hold';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('BackgroundHold', () => {
  it('begins when the request under way has ended, and one that was about to begin', async () => {
    const busy = createObservable(true);
    const hold = createBackgroundHold(busy);
    const work = vi.fn(async () => 'done');
    const held = hold.during(work);
    expect(hold.isHeld()).toBe(true);
    await vi.advanceTimersByTimeAsync(1_000);
    busy.set(false);
    setTimeout(() => busy.set(true), 250);
    setTimeout(() => busy.set(false), 900);
    await vi.advanceTimersByTimeAsync(800);
    expect(work).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await held).toBe('done');
    expect(hold.isHeld()).toBe(false);
  });

  it('does not wait for ever, and leaves it to the work to say what is in its way', async () => {
    const hold = createBackgroundHold(createObservable(true));
    const held = hold.during(() => Promise.reject(new Error('at work')));
    const told = expect(held).rejects.toThrow('at work');
    await vi.advanceTimersByTimeAsync(6_000);
    await told;
    expect(hold.isHeld()).toBe(false);
  });
});
