import { expect, it } from 'vitest';
import { howToInstall } from './how-to-install';

const MAC_SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15';
const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

it.each([
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Mobile/15E148 Safari/604.1',
    5,
    'Home Screen',
  ],
  [MAC_SAFARI, 5, 'Home Screen'],
  [MAC_SAFARI, 0, 'Dock'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 0, 'installs no web apps'],
  ['Mozilla/5.0 (Android 15; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0', 5, 'Home screen'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0', 10, 'taskbar'],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${CHROME}`, 0, 'address bar'],
  [`Mozilla/5.0 (X11; Linux x86_64) ${CHROME}`, 0, 'address bar'],
])('tells users of %s with %i touch points', (userAgent, maxTouchPoints, words) => {
  expect(howToInstall({ userAgent, maxTouchPoints })).toContain(words);
});
