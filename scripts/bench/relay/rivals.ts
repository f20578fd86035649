import { execFile } from 'node:child_process';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { FIXTURE_FOLDER, FixtureUnavailable } from '../../fixtures/fixture-unavailable.ts';
import { findPython, makeVirtualEnvironment, runPip, virtualPython } from '../../fixtures/python.ts';

const FOLDER = path.join(FIXTURE_FOLDER, 'relay-rivals');
export const PORTKEY = { name: '@portkey-ai/gateway', version: '1.15.2' };
/** The newest that Portkey works with: a later one makes every stream fail: https://github.com/Portkey-AI/gateway/issues/1389. */
const PORTKEY_NEEDS = { '@hono/node-server': '1.13.8' };
export const LITELLM = { name: 'litellm', version: '1.108.7' };

/**
 * Installs the Portkey gateway unless it is there. Rejects with `FixtureUnavailable`.
 *
 * @returns the script to start
 */
export async function ensurePortkey(log: (line: string) => void): Promise<string> {
  const folder = path.join(FOLDER, `portkey-${PORTKEY.version}`);
  await installOnce(folder, async () => {
    log('Installing the Portkey gateway for comparison (25 MB) …');
    await mkdir(folder, { recursive: true });
    // Without it, npm would install into the project.
    await writeFile(
      path.join(folder, 'package.json'),
      JSON.stringify({ private: true, overrides: PORTKEY_NEEDS }),
    );
    const wanted = `${PORTKEY.name}@${PORTKEY.version}`;
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', wanted];
    const npm = promisify(execFile)('npm', args, { cwd: folder, shell: process.platform === 'win32' });
    await npm.catch((error: unknown) => {
      const said = error instanceof Error ? error.message.trim().split('\n').at(-1) : '';
      throw new FixtureUnavailable(`npm install failed: ${said ?? ''}`);
    });
  });
  return path.join(folder, 'node_modules', PORTKEY.name, 'build/start-server.js');
}

/**
 * Installs LiteLLM with its proxy unless it is there. Rejects with `FixtureUnavailable`.
 *
 * @returns the Python that has it
 */
export async function ensureLiteLlm(log: (line: string) => void): Promise<string> {
  const folder = path.join(FOLDER, `litellm-${LITELLM.version}`);
  await installOnce(folder, async () => {
    log('Installing LiteLLM for comparison (750 MB) …');
    const python = await makeVirtualEnvironment(await findPython(), folder);
    await runPip(python, ['install', '--only-binary=:all:', `${LITELLM.name}[proxy]==${LITELLM.version}`]);
  });
  return virtualPython(folder);
}

/** A file in the folder tells that all of it is there; neither kind of folder could be moved to its place when it is. */
async function installOnce(folder: string, install: () => Promise<void>): Promise<void> {
  const done = path.join(folder, 'installed');
  if (await stat(done).catch(() => null)) return;
  await rm(folder, { recursive: true, force: true });
  await install();
  await writeFile(done, '');
}
