import { afterEach, expect, it } from 'vitest';
import { metaPolicy } from './content-security-policy';
import { isReachable } from './page-policy';

afterEach(() => document.querySelector('meta[data-test]')?.remove());

/** Not one that the browser heeds: it is told by another name, and renamed when it stands in the page already. */
function usePolicy(policy: string): void {
  const meta = document.createElement('meta');
  meta.dataset['test'] = '';
  meta.setAttribute('content', policy);
  // Browsers read a policy when the element is put into the head; elsewhere it only says what it says.
  document.body.append(meta);
  meta.setAttribute('http-equiv', 'Content-Security-Policy');
}

it('reaches its own origin, and what the policy of the page names', () => {
  usePolicy(metaPolicy(['https://hub.example']));
  expect(isReachable(`${location.origin}/models/`)).toBe(true);
  expect(isReachable('https://hub.example/api/')).toBe(true);
  expect(isReachable('https://other.example/')).toBe(false);
  expect(isReachable('https://*.hub.example')).toBe(false);
});

it('reaches everything where there is no policy', () => {
  expect(isReachable('https://other.example/')).toBe(true);
});
