/**
 * `npm run bench -- [--suite store | engines | import | search | shell | relay | sources] [--out FILE]`: measures the built app in a headless browser, the relay, or what
 * runs in Node.js alone, and prints the figures as JSON.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseBenchOptions, type BenchOptions } from './bench/bench-options';
import { renderEngineTables } from './bench/engine-tables';
import { runEnginesSuite, type EnginesResult } from './bench/engines-suite';
import { runImportSuite } from './bench/import-suite';
import { runRelaySuite } from './bench/relay/relay-suite';
import { runSearchSuite } from './bench/search-suite';
import { runShellSuite } from './bench/shell-suite';
import { runSourcesSuite } from './bench/sources-suite';
import { runStoreSuite } from './bench/store-suite';
import { fail } from './lib/command-line';
import { ensureBuild } from './lib/ensure-build';

/** What runs in Node.js alone. */
const WITHOUT_BUILD: ReadonlySet<BenchOptions['suite']> = new Set(['relay', 'sources']);

async function main(): Promise<void> {
  const options = parseBenchOptions(process.argv.slice(2));
  if (options.table) {
    console.log(renderEngineTables(JSON.parse(await readFile(options.table, 'utf8')) as EnginesResult));
    return;
  }
  if (!WITHOUT_BUILD.has(options.suite)) await ensureBuild(console.error);
  const text = `${JSON.stringify({ suite: options.suite, ...(await runSuite(options)) }, null, 2)}\n`;
  console.log(text);
  if (options.out) await writeFile(options.out, text);
}

function runSuite(options: BenchOptions): Promise<object> {
  if (options.suite === 'relay') return runRelaySuite(options.rounds, console.error);
  if (options.suite === 'import') return runImportSuite(options.rounds, console.error);
  if (options.suite === 'sources') return runSourcesSuite(options.rounds, console.error);
  if (options.suite === 'shell') return runShellSuite(options.rounds, console.error);
  if (options.suite === 'search') return runSearchSuite(console.error);
  return options.suite === 'engines' ? runEnginesSuite(options, console.error) : runStoreSuite(console.error);
}

main().catch(fail);
