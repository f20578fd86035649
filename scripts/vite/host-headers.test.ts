import { expect, it } from 'vitest';
import { RESPONSE_HEADERS } from '../lib/response-headers';
import { headersFile, nginxConfig } from './host-headers';

it('gives hosts every header that the app is served with here', () => {
  for (const [name, value] of Object.entries(RESPONSE_HEADERS)) {
    expect(headersFile()).toContain(`\n  ${name}: ${value}\n`);
    // Once for the pages and once for the assets.
    expect(nginxConfig().split(`add_header ${name} "${value}" always;`)).toHaveLength(3);
  }
});

it('keeps to what Cloudflare Pages reads: lines of at most 2,000 characters', () => {
  expect(
    Math.max(
      ...headersFile()
        .split('\n')
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(2000);
});

it('is what the example for nginx says; `npx vitest run --project unit scripts/vite --update` renews it', async () => {
  expect(Object.values(RESPONSE_HEADERS).filter((value) => /["$\\]/.test(value))).toEqual([]);
  await expect(nginxConfig()).toMatchFileSnapshot('../../docs/hosting/nginx.conf');
});
