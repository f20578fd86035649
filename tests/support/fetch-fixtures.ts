/** Runs before the tests in a browser, which can fetch nothing for themselves. */
import { ensureFixtures } from '../../scripts/fixtures/ensure-fixtures.ts';

export function setup(): Promise<void> {
  return ensureFixtures(console.log);
}
