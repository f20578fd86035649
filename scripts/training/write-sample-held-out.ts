/** Writes weights that were fitted without the sample night, with which the app measures itself on the sample; part of `npm run train`. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { RUN_FILE } from '../../src/app/evaluation/run-file';
import { fitHeldOut } from '../evaluate/fit-held-out';

const SAMPLE = fileURLToPath(new URL('../../public/samples/harbour', import.meta.url));

const heldOut = await fitHeldOut('triage', SAMPLE, console.log);
await writeFile(path.join(SAMPLE, RUN_FILE), `${JSON.stringify({ data: path.basename(SAMPLE), heldOut })}\n`);
