import { afterEach, expect, test, vi } from 'vitest';
import { MAIL_TAG, wakeForMail } from './background-looks';

afterEach(() => vi.unstubAllGlobals());

function stubRegistration(registration: object | undefined): void {
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration: async () => registration } });
}

test('the browser is asked to wake the app while it is wanted, and no longer', async () => {
  const periodicSync = { register: vi.fn(async () => undefined), unregister: vi.fn(async () => undefined) };
  stubRegistration({ periodicSync });
  await wakeForMail(true);
  expect(periodicSync.register).toHaveBeenCalledExactlyOnceWith(MAIL_TAG, { minInterval: 3_600_000 });
  await wakeForMail(false);
  expect(periodicSync.unregister).toHaveBeenCalledExactlyOnceWith(MAIL_TAG);
});

test.each([
  ['no service worker', undefined],
  ['no periodic synchronisation', {}],
  [
    'a user who does not want it',
    { periodicSync: { register: () => Promise.reject(new DOMException('no', 'NotAllowedError')) } },
  ],
])('nothing goes wrong with %s', async (_what, registration) => {
  stubRegistration(registration);
  await expect(wakeForMail(true)).resolves.toBeUndefined();
});
