/** `npm start [-- --port N] [--host ADDRESS]`: builds when needed, serves the app, prints its address. */
import { parseArgs } from 'node:util';
import { fail, parsePort } from './lib/command-line';
import { ensureBuild } from './lib/ensure-build';
import { BUILD_FOLDER } from './lib/project-folders';
import { startStaticServer, type StaticServer } from './lib/static-server';

const DEFAULT_PORT = 4173;

async function serve(host: string, port: number | null): Promise<StaticServer> {
  try {
    return await startStaticServer({ root: BUILD_FOLDER, host, port: port ?? DEFAULT_PORT });
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (taken && port === null) return startStaticServer({ root: BUILD_FOLDER, host });
    if (taken) {
      throw new Error(`Port ${port} is taken. Choose another with --port, or leave it out.`, {
        cause: error,
      });
    }
    throw error;
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, host: { type: 'string', default: '127.0.0.1' } },
  });
  const port = values.port === undefined ? null : parsePort(values.port);
  await ensureBuild(console.error);
  const server = await serve(values.host, port);
  console.log(server.url);
  console.error('Open it in a browser. Ctrl-C stops the server.');

  const stop = (): void => {
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch(fail);
