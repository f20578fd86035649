import { writeFile } from 'node:fs/promises';
import { GIVEN_NAMES_FILE, readGivenNames } from './read-given-names';

await writeFile(GIVEN_NAMES_FILE, readGivenNames());
console.log(`Wrote ${GIVEN_NAMES_FILE}.`);
