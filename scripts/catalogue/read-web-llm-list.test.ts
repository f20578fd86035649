import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readWebLlmList, WEB_LLM_LIST_FILE } from './read-web-llm-list';

it('is what the stored list was read from: run "npm run catalogue" after an update of web-llm', async () => {
  expect(await readWebLlmList()).toBe(await readFile(WEB_LLM_LIST_FILE, 'utf8'));
});
