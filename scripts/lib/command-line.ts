import { parseArgs, type ParseArgsConfig } from 'node:util';

/** How a script is used, for whoever asked for it: no mistake. */
class UsageAsked extends Error {}

/** The command line as Node.js reads it. Throws the usage where it holds `--help` or `-h`, and with the usage where it holds a mistake. */
export function parseOptions<T extends ParseArgsConfig & { readonly args: string[] }>(
  usage: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  const { args } = config;
  // What follows `--` is no option.
  const options = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (options.includes('--help') || options.includes('-h')) throw new UsageAsked(usage);
  try {
    return parseArgs(config);
  } catch (thrown) {
    throw new Error(`${thrown instanceof Error ? thrown.message : String(thrown)}\n\n${usage}`, {
      cause: thrown,
    });
  }
}

/** The number of a port as given on the command line. Throws when it is none. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new Error(`"${text}" is not a port. Give a number from 0 to 65535; 0 takes any free one.`);
  }
  return port;
}

/** The end of a script that failed: its sentence on stderr, exit code 1. `DEBUG=1` adds where it came from. The usage that was asked for goes to stdout. */
export function fail(error: unknown): void {
  if (error instanceof UsageAsked) return console.log(error.message);
  const message = error instanceof Error ? error.message : String(error);
  console.error(process.env['DEBUG'] && error instanceof Error ? error.stack : message);
  process.exitCode = 1;
}
