import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { it } from 'vitest';
import type { RelayRuntime } from '../../relay/testing/contract-relays.ts';
import { relayContract } from '../../relay/testing/relay-contract.ts';
import { PROJECT_ROOT } from '../../scripts/lib/project-folders';

const DENO = path.join(PROJECT_ROOT, 'node_modules/.bin/deno');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const DENO_RUNTIME: RelayRuntime = {
  name: 'Deno',
  reachesOwnServers: false,
  async start(environment) {
    const port = await freePort();
    const rights = ['--allow-env', '--allow-net', '--allow-read'];
    const child = spawn(DENO, ['run', '--quiet', '--no-lock', ...rights, 'relay/hosts/deno.ts'], {
      cwd: PROJECT_ROOT,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment, RELAY_PORT: String(port) },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
    const ended = once(child, 'exit');
    while (!log.includes('"event":"started"')) {
      const [code] = (await Promise.race([once(child.stderr, 'data'), ended])) as [unknown];
      if (child.exitCode !== null) throw new Error(`Deno ended with ${String(code)}: ${log}`);
    }
    return {
      url: `http://127.0.0.1:${port}`,
      log: () => log,
      async close() {
        child.kill();
        await ended;
      },
    };
  },
};

if (spawnSync(DENO, ['--version']).status === 0) relayContract(DENO_RUNTIME);
else it.skip('the relay on Deno: the package has no program for this machine', () => undefined);
