import { test } from '@playwright/test';
import { installThroughKills } from './support/killed-installs';

test('a browser that is killed in the middle of an install goes on where it was, and fetches nothing twice', async () => {
  test.setTimeout(240_000);
  await installThroughKills(3, 4, 60_000_000);
});
