import { parseArgs } from 'node:util';

/** The suites that the design names; the others come with the parts that they measure. */
const SUITES: readonly string[] = ['engines', 'store', 'import', 'search', 'shell', 'relay'];

const USAGE = `Usage: npm run bench -- [--suite store] [--out FILE]

  --suite NAME   what to measure; store is the default
  --out FILE     where to write the result as JSON; it is printed in any case`;

export interface BenchOptions {
  readonly suite: 'store';
  readonly out: string | null;
}

/** Reads the command line. Throws a sentence for the user about the first mistake. */
export function parseBenchOptions(argv: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: { suite: { type: 'string', default: 'store' }, out: { type: 'string' } },
  });
  const { suite, out = null } = values;
  if (!SUITES.includes(suite)) throw new Error(`There is no suite "${suite}".\n\n${USAGE}`);
  if (suite !== 'store') {
    throw new Error(`The suite "${suite}" comes with a later version of Deskside. For now there is: store.`);
  }
  return { suite, out };
}
