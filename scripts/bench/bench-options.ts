import { parseOptions } from '../lib/command-line';

const SUITES = ['engines', 'store', 'import', 'search', 'shell', 'relay', 'sources'] as const;

const USAGE = `Usage: npm run bench -- [--suite store | engines | import | search | shell | relay | sources] [--out FILE]

  --suite NAME   what to measure; store is the default
  --out FILE     where to write the result as JSON; it is printed in any case

For engines, import, shell, relay and sources:
  --rounds N     how often each measurement is repeated; 3 without it

For engines:
  --only TEXT    only the ways whose name holds the text, for instance wllama or "2 threads"
  --table FILE   measures nothing, and prints the stored result as tables for the README`;

export interface BenchOptions {
  readonly suite: (typeof SUITES)[number];
  readonly out: string | null;
  readonly rounds: number;
  readonly only: string | null;
  readonly table: string | null;
}

const ROUNDS = 3;

/** Reads the command line. Throws a sentence for the user about the first mistake. */
export function parseBenchOptions(argv: readonly string[]): BenchOptions {
  const { values } = parseOptions(USAGE, {
    args: [...argv],
    options: {
      suite: { type: 'string', default: 'store' },
      out: { type: 'string' },
      rounds: { type: 'string', default: String(ROUNDS) },
      only: { type: 'string' },
      table: { type: 'string' },
    },
  });
  const { out = null, only = null, table = null } = values;
  return { suite: parseSuite(values.suite), rounds: parseRounds(values.rounds), out, only, table };
}

function parseSuite(name: string): BenchOptions['suite'] {
  const suite = SUITES.find((each) => each === name);
  if (suite) return suite;
  throw new Error(`There is no suite "${name}".\n\n${USAGE}`);
}

function parseRounds(text: string): number {
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds > 0) return rounds;
  throw new Error(`"${text}" is no number of rounds. Give a whole number from 1 on.`);
}
