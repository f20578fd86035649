import { expect, it } from 'vitest';
import { isServiceWorkerReady } from './service-worker-ready';

const registration = {} as ServiceWorkerRegistration;

it('waits for the service worker, but not for ever', async () => {
  expect(await isServiceWorkerReady({ ready: Promise.resolve(registration) })).toBe(true);
  expect(await isServiceWorkerReady({ ready: new Promise(() => undefined) }, 5)).toBe(false);
});

it('knows that a browser may have none', async () => {
  expect(await isServiceWorkerReady(null, 5)).toBe(false);
});
