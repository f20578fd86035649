import { expect, it } from 'vitest';
import { estimateStorage, persistStorage } from './storage-estimate';

it('tells null instead of failing where the browser refuses to say', async () => {
  const refusing = {
    estimate: () => Promise.reject(new TypeError('not here')),
    persisted: () => Promise.reject(new TypeError('not here')),
    persist: () => Promise.reject(new TypeError('not here')),
  } as unknown as StorageManager;
  expect(await estimateStorage(refusing)).toEqual({ used: null, quota: null, persisted: false });
  expect(await persistStorage(refusing)).toBe(false);
});

it('passes on what the browser says', async () => {
  const generous = {
    estimate: async () => ({ usage: 10, quota: 100 }),
    persisted: async () => true,
    persist: async () => true,
  } as unknown as StorageManager;
  expect(await estimateStorage(generous)).toEqual({ used: 10, quota: 100, persisted: true });
  expect(await persistStorage(generous)).toBe(true);
});
