import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { PROJECT_ROOT } from '../../lib/project-folders';

const run = promisify(execFile);

/** Not kept in the repository. */
const PEERS = path.join(PROJECT_ROOT, '.cache/shell-peers');

/** Pages that others ship, built from npm packages: the folder of each to serve. */
export interface Peers {
  /** A chat page over `@mlc-ai/web-llm`, which it imports as that package's examples do. */
  readonly 'web-llm chat': string;
  /** SvelteKit's demo template, as a static site. */
  readonly 'SvelteKit template': string;
}

export async function buildPeers(log: (line: string) => void): Promise<Peers> {
  return { 'web-llm chat': await buildChat(log), 'SvelteKit template': await buildTemplate(log) };
}

const CHAT_PAGE = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Chat</title></head>
  <body>
    <h1>Chat with a model in this browser</h1>
    <p id="status">Choose a model and load it.</p>
    <select id="models"></select> <button id="load">Load</button>
    <div id="chat"></div>
    <form id="ask"><input name="text" placeholder="Ask something" /><button>Send</button></form>
    <script type="module" src="./main.js"></script>
  </body>
</html>
`;
const CHAT_SCRIPT = `import * as webllm from '@mlc-ai/web-llm';

const status = document.getElementById('status');
const models = document.getElementById('models');
for (const { model_id } of webllm.prebuiltAppConfig.model_list) models.add(new Option(model_id));
const engine = new webllm.MLCEngine();
engine.setInitProgressCallback(({ text }) => (status.textContent = text));
document.getElementById('load').onclick = () => engine.reload(models.value);
document.getElementById('ask').onsubmit = async (event) => {
  event.preventDefault();
  const content = new FormData(event.target).get('text');
  const answer = document.createElement('p');
  document.getElementById('chat').append(answer);
  const chunks = await engine.chat.completions.create({ messages: [{ role: 'user', content }], stream: true });
  for await (const chunk of chunks) answer.textContent += chunk.choices[0]?.delta.content ?? '';
};
`;

async function buildChat(log: (line: string) => void): Promise<string> {
  const root = path.join(PEERS, 'web-llm-chat');
  const built = path.join(root, 'dist');
  if (existsSync(path.join(built, 'index.html'))) return built;
  log('Building the chat page …');
  await mkdir(root, { recursive: true });
  await writeFile(path.join(root, 'index.html'), CHAT_PAGE);
  await writeFile(path.join(root, 'main.js'), CHAT_SCRIPT);
  await build({ root, base: './', configFile: false, logLevel: 'error', build: { outDir: 'dist' } });
  return built;
}

/** The versions are pinned by the template itself; the command's is here. */
const CREATE = [
  '--yes',
  'sv@0.9',
  'create',
  '.',
  '--template',
  'demo',
  '--types',
  'ts',
  '--no-add-ons',
  '--no-install',
];
const STATIC_CONFIG = `import adapter from '@sveltejs/adapter-static';
export default { kit: { adapter: adapter({ fallback: '404.html', strict: false }), paths: { relative: true } } };
`;

async function buildTemplate(log: (line: string) => void): Promise<string> {
  const root = path.join(PEERS, 'sveltekit');
  const built = path.join(root, 'build');
  if (existsSync(path.join(built, 'index.html'))) return built;
  log('Fetching and building the SvelteKit template …');
  await mkdir(root, { recursive: true });
  await run('npx', CREATE, { cwd: root });
  const install = ['install', '--no-audit', '--no-fund'];
  await run('npm', [...install, '@sveltejs/adapter-static@3'], { cwd: root });
  // Some versions of npm leave out what else the template needs when one package is named.
  await run('npm', install, { cwd: root });
  await writeFile(path.join(root, 'svelte.config.js'), STATIC_CONFIG);
  await run('npm', ['run', 'build'], { cwd: root });
  return built;
}
