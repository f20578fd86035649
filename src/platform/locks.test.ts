import { describe, expect, it } from 'vitest';
import { createLocalLocks } from './locks';

describe('local locks', () => {
  it('run work of the same name one after the other, also after a failure', async () => {
    const locks = createLocalLocks();
    const events: string[] = [];
    const first = locks.run('model', undefined, async () => {
      events.push('first begins');
      await Promise.resolve();
      events.push('first fails');
      throw new Error('broken');
    });
    const second = locks.run('model', undefined, async () => events.push('second'));
    await expect(first).rejects.toThrow('broken');
    await second;
    expect(events).toEqual(['first begins', 'first fails', 'second']);
  });

  it('do not hold up work of another name', async () => {
    const locks = createLocalLocks();
    void locks.run('a', undefined, () => new Promise(() => undefined));
    await expect(locks.run('b', undefined, async () => 'ran')).resolves.toBe('ran');
  });

  it('give up waiting when the signal aborts', async () => {
    const locks = createLocalLocks();
    const controller = new AbortController();
    let release = (): void => undefined;
    void locks.run('a', undefined, () => new Promise<void>((resolve) => (release = resolve)));
    const waiting = locks.run('a', controller.signal, async () => 'ran');
    controller.abort();
    await Promise.resolve();
    release();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('run work at once where nothing of the name runs, and else not at all', async () => {
    const locks = createLocalLocks();
    let release = (): void => undefined;
    const running = locks.run('a', undefined, () => new Promise<void>((resolve) => (release = resolve)));
    await expect(locks.runIfFree('a', async () => 'ran')).resolves.toBeNull();
    await expect(locks.runIfFree('b', async () => 'ran')).resolves.toBe('ran');
    release();
    await running;
    await expect.poll(() => locks.runIfFree('a', async () => 'ran')).toBe('ran');
  });
});
