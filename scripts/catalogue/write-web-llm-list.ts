/** `npm run catalogue` reads the models of the installed web-llm anew; a test fails when that was forgotten after an update. */
import { writeFile } from 'node:fs/promises';
import { fail } from '../lib/command-line';
import { readWebLlmList, WEB_LLM_LIST_FILE } from './read-web-llm-list';

await readWebLlmList()
  .then((text) => writeFile(WEB_LLM_LIST_FILE, text))
  .catch(fail);
