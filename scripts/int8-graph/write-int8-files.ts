/** `npm run int8` makes the 8-bit graph of the starter generator anew; a test fails when that was forgotten after a change of it. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../lib/command-line';
import { makeInt8Files, MODEL_FOLDER } from './make-int8-files';

await makeInt8Files()
  .then((files) =>
    Promise.all(
      Object.entries(files).map(([file, bytes]) => writeFile(path.join(MODEL_FOLDER, file), bytes)),
    ),
  )
  .catch(fail);
