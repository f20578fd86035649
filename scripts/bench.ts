/** `npm run bench -- [--suite store] [--out FILE]`: measures the built app in a headless browser and prints the figures as JSON. */
import { writeFile } from 'node:fs/promises';
import { parseBenchOptions } from './bench/bench-options';
import { runStoreSuite } from './bench/store-suite';
import { fail } from './lib/command-line';
import { ensureBuild } from './lib/ensure-build';

async function main(): Promise<void> {
  const { suite, out } = parseBenchOptions(process.argv.slice(2));
  await ensureBuild(console.error);
  const result = { suite, ...(await runStoreSuite(console.error)) };
  const text = `${JSON.stringify(result, null, 2)}\n`;
  console.log(text);
  if (out) await writeFile(out, text);
}

main().catch(fail);
