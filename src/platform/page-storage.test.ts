import { afterEach, expect, it, vi } from 'vitest';
import { pageStorage } from './page-storage';

afterEach(() => void vi.unstubAllGlobals());

it('works from memory where the browser keeps no site data', () => {
  vi.stubGlobal('localStorage', undefined);
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get: () => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    },
  });
  const storage = pageStorage();
  storage.setItem('key', 'value');
  expect(storage.getItem('key')).toBe('value');
  storage.removeItem('key');
  expect(storage.getItem('key')).toBeNull();
});
