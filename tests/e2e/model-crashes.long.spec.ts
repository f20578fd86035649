import { test } from '@playwright/test';
import { installThroughKills } from './support/killed-installs';

test('a browser that is killed twenty times in the middle of an install ends with a model that verifies', async () => {
  await installThroughKills(20, 2026, 240_000_000);
});
