import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchChromium } from '../../scripts/lib/launch-chromium';
import { PROJECT_ROOT } from '../../scripts/lib/project-folders';
import { startStaticServer } from '../../scripts/lib/static-server';

/** A project of its own, which has Deskside among its packages. */
const PROJECT = path.join(PROJECT_ROOT, '.cache/embedding-project');

const MAIN = `
import { embed, generateText } from 'ai';
import { createDesksideProvider } from 'deskside/ai-sdk';
import { startModels } from 'deskside/engines';
import { readMail } from 'deskside/importers';
import { createTextSearch } from 'deskside/search';
import { createMailTasks } from 'deskside/tasks';

async function run() {
  const models = startModels({ modelsBase: './' });
  const { messages } = await readMail(await (await fetch('./samples/harbour/inbox.mbox')).blob());
  const message = messages.find(({ subject }) => subject.includes('two numbers before 10'));
  const tasks = createMailTasks({ embedder: models.embedder() });
  const triage = await tasks.sort(message);
  const summary = await tasks.summarise(message);
  const search = createTextSearch({ embedder: models.embedder() });
  await search.add(messages.slice(0, 5).map(({ id, subject, text }) => ({ id, title: subject, text })));
  const [found] = await search.search(messages[0].subject);
  const deskside = createDesksideProvider({ models });
  const { embedding } = await embed({ model: deskside.embeddingModel('all-minilm-l6-v2'), value: 'hello' });
  const answer = await generateText({
    model: deskside('smollm2-135m-desk'),
    prompt: 'Say hello.',
    maxOutputTokens: 12,
  });
  models.dispose();
  return {
    mails: messages.length,
    category: triage.category,
    stands: summary.sentences.every(({ evidence }) =>
      evidence.every(({ quote, start, end }) => message.text.slice(start, end) === quote),
    ),
    found: found.id === messages[0].id,
    dimensions: embedding.length,
    words: answer.text.length,
    outputTokens: answer.usage.outputTokens,
  };
}
run().then(
  (result) => (document.title = JSON.stringify(result)),
  (thrown) => (document.title = 'failed: ' + JSON.stringify(thrown.failure ?? String(thrown))),
);
`;

function npx(folder: string, ...words: string[]): void {
  execFileSync(process.execPath, words, { cwd: folder, stdio: 'pipe' });
}

test('another project bundles the modules, and sorts, sums up, searches and writes with the starter models', async () => {
  const vite = path.join(PROJECT_ROOT, 'node_modules/vite/bin/vite.js');
  npx(PROJECT_ROOT, vite, 'build', '--config', 'vite.lib.config.ts', '--logLevel', 'error');
  npx(PROJECT_ROOT, 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.lib.json');

  rmSync(PROJECT, { recursive: true, force: true });
  mkdirSync(path.join(PROJECT, 'node_modules'), { recursive: true });
  symlinkSync(PROJECT_ROOT, path.join(PROJECT, 'node_modules/deskside'), 'junction');
  writeFileSync(
    path.join(PROJECT, 'index.html'),
    '<!doctype html><title>at work</title><script type="module" src="./main.ts"></script>',
  );
  writeFileSync(path.join(PROJECT, 'main.ts'), `// @ts-nocheck\n${MAIN}`);
  writeFileSync(
    path.join(PROJECT, 'vite.config.mjs'),
    "export default { base: './', worker: { format: 'es' }, build: { assetsInlineLimit: 0, target: 'es2023' } };\n",
  );
  npx(PROJECT, vite, 'build', '--logLevel', 'error');
  for (const folder of ['models', 'samples'])
    cpSync(path.join(PROJECT_ROOT, 'public', folder), path.join(PROJECT, 'dist', folder), {
      recursive: true,
    });

  // As most hosts do: the headers of this app ask for trusted types, which another project's page may have or not.
  const server = await startStaticServer({ root: path.join(PROJECT, 'dist'), headers: false });
  // A browser of its own: the other specs' may not leave the app's origin.
  const profile = mkdtempSync(path.join(tmpdir(), 'deskside-embedding-'));
  const context = await launchChromium(profile);
  try {
    const other = await context.newPage();
    await other.goto(server.url);
    await expect.poll(() => other.title(), { timeout: 600_000 }).not.toBe('at work');
    const said = await other.title();
    expect(said).not.toMatch(/^failed/);
    const result = JSON.parse(said) as { words: number; outputTokens: number };
    expect(result).toMatchObject({
      ...{ mails: 60, category: 'reply', stands: true, found: true, dimensions: 384 },
    });
    expect(result.words).toBeGreaterThan(0);
    expect(result.outputTokens).toBeLessThanOrEqual(12);
  } finally {
    await context.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
});
