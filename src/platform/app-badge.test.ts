import { expect, it, vi } from 'vitest';
import { canShowBadge, showBadge } from './app-badge';

it('shows a number, and nothing for none', async () => {
  const browser = { setAppBadge: vi.fn(async () => undefined), clearAppBadge: vi.fn(async () => undefined) };
  expect(canShowBadge(browser)).toBe(true);
  await showBadge(3, browser);
  expect(browser.setAppBadge).toHaveBeenCalledExactlyOnceWith(3);
  await showBadge(0, browser);
  expect(browser.setAppBadge).toHaveBeenCalledTimes(1);
  expect(browser.clearAppBadge).toHaveBeenCalledTimes(1);
});

it('is no trouble where the browser refuses or has none', async () => {
  expect(canShowBadge({})).toBe(false);
  await showBadge(3, {});
  await showBadge(3, { setAppBadge: () => Promise.reject(new DOMException('', 'NotAllowedError')) });
});
