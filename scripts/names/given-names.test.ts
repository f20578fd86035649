import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { GIVEN_NAMES_FILE, readGivenNames } from './read-given-names';

it('is what the stored names were read from: run "npm run given-names" after an update of faker', async () => {
  expect(readGivenNames()).toBe(await readFile(GIVEN_NAMES_FILE, 'utf8'));
});
