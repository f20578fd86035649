import { describe, expect, it } from 'vitest';
import { lazily } from './lazily';

describe('lazily', () => {
  it('makes the thing once, also for two who ask at the same time', async () => {
    let made = 0;
    const get = lazily(() => Promise.resolve((made += 1)));
    expect(await Promise.all([get(), get()])).toEqual([1, 1]);
    expect(await get()).toBe(1);
  });

  it('tries again after a failure, such as a chunk that did not load offline', async () => {
    let tries = 0;
    const get = lazily(() =>
      (tries += 1) === 1 ? Promise.reject(new Error('offline')) : Promise.resolve('here'),
    );
    await expect(get()).rejects.toThrow('offline');
    expect(await get()).toBe('here');
  });
});
