import { defineConfig } from '@playwright/test';

/** The browser and the server come from `tests/e2e/fixtures.ts`, because all specs share one profile with the models installed. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  // Each with a browser, a profile and a server of its own; more would make them wait for inference, which takes every core there is.
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  // Counted and told by `scripts/checks/count-tests.ts`. On the machine of whoever works on it, a race is to be seen at once.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 120_000,
  // What takes a moment may take many seconds on a busy machine; only what never comes should end a test.
  expect: { timeout: 20_000 },
  reporter: 'list',
  projects: [
    { name: 'e2e', testIgnore: '**/*.long.spec.ts' },
    { name: 'e2e-long', testMatch: '**/*.long.spec.ts', timeout: 1_200_000, workers: 1 },
  ],
});
