import { expect, it, vi } from 'vitest';
import { Loss, unlessLost } from './loss';

const never = new Promise<never>(() => undefined);

it('ends a call that waits, and each one after it, for the first reason', async () => {
  const loss = new Loss();
  const waiting = unlessLost(never, loss.onLost);
  loss.report(new Error('reset'));
  loss.report(new Error('and destroyed'));
  await expect(waiting).rejects.toThrow('reset');
  await expect(unlessLost(never, loss.onLost)).rejects.toThrow('reset');
  expect(loss.reason).toEqual(new Error('reset'));
});

it('leaves work that settles as it is', async () => {
  const loss = new Loss();
  await expect(unlessLost(Promise.resolve(7), loss.onLost)).resolves.toBe(7);
  await expect(unlessLost(Promise.reject(new Error('own')), loss.onLost)).rejects.toThrow('own');
});

it('keeps nothing of a call that is over', async () => {
  const stop = vi.fn();
  await unlessLost(Promise.resolve(), () => stop);
  await unlessLost(Promise.reject(new Error('own')), () => stop).catch(() => undefined);
  expect(stop).toHaveBeenCalledTimes(2);
  const loss = new Loss();
  const listener = vi.fn();
  loss.onLost(listener)();
  loss.report(new Error('reset'));
  expect(listener).not.toHaveBeenCalled();
});
