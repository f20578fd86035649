import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { peakBytes } from '../../lib/process-memory.ts';
import { descendants, processorSeconds } from './process-time.ts';

export interface ServerProgram {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** All that it sees of the environment, beside the path and the home of the user. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where it will listen. */
  readonly url: string;
  /** Answered with 200 once it is ready. */
  readonly healthPath: string;
}

export interface ServerProcess {
  readonly url: string;
  /** Of all its processes so far; null where the system does not tell. */
  processorSeconds(): Promise<number | null>;
  /** Of all its processes together; null where the system does not tell. */
  peakBytes(): Promise<number | null>;
  stop(): Promise<void>;
}

const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 5000;

/** Starts a server, its log in a file of `folder`, and waits until it answers. Rejects with the end of its log when it does not. */
export async function startServer(program: ServerProgram, folder: string): Promise<ServerProcess> {
  const log = path.join(folder, `${program.name}.log`);
  const output = openSync(log, 'a');
  const [file, ...args] = program.command;
  const { PATH = '', HOME = folder } = process.env;
  const child = spawn(file, args, {
    cwd: folder,
    env: { PATH, HOME, ...program.environment },
    stdio: ['ignore', output, output],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const pid = child.pid ?? 0;
  const stop = async (): Promise<void> => {
    const all = [...(await descendants(pid))];
    child.kill();
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(timer);
    // Workers of a server that was killed stay behind.
    for (const worker of all) {
      try {
        process.kill(worker, 'SIGKILL');
      } catch {
        // It has ended with its server.
      }
    }
  };
  try {
    await untilHealthy(`${program.url}${program.healthPath}`, ended);
  } catch {
    await stop();
    const said = (await readFile(log, 'utf8')).trim().slice(-2000);
    throw new Error(`${program.name} did not start:\n${said}`);
  }
  return {
    url: program.url,
    processorSeconds: () => processorSeconds(pid),
    async peakBytes() {
      const peaks = await Promise.all([pid, ...(await descendants(pid))].map(peakBytes));
      const known = peaks.filter((peak) => peak !== null);
      return known.length === 0 ? null : known.reduce((sum, peak) => sum + peak, 0);
    },
    stop,
  };
}

async function untilHealthy(url: string, ended: Promise<void>): Promise<void> {
  let hasEnded = false;
  void ended.then(() => (hasEnded = true));
  const deadline = Date.now() + START_LIMIT_MS;
  while (!hasEnded && Date.now() < deadline) {
    const answer = await fetch(url).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await wait(200);
  }
  throw new Error('It is not there.');
}

/** A port of this machine that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
