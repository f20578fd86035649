/** The number of a port as given on the command line. Throws when it is none. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new Error(`"${text}" is not a port. Give a number from 0 to 65535; 0 takes any free one.`);
  }
  return port;
}

/** The end of a script that failed: its sentence on stderr, exit code 1. `DEBUG=1` adds where it came from. */
export function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  console.error(process.env['DEBUG'] && error instanceof Error ? error.stack : message);
  process.exitCode = 1;
}
