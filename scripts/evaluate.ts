/**
 * `npm run evaluate -- --suite S --data DIR`: scores a data folder with the built app in a headless browser. `--compare` does so for each model at
 * hand, `--table` prints the README's tables from stored results.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compareModels, renderComparison } from './evaluate/compare-models';
import { parseEvaluateOptions } from './evaluate/evaluate-options';
import { fitHeldOut } from './evaluate/fit-held-out';
import { formatResult } from './evaluate/format-result';
import { readmeTables } from './evaluate/readme-table';
import { runEvaluation } from './evaluate/run-evaluation';
import { fail } from './lib/command-line';
import { ensureBuild } from './lib/ensure-build';

async function main(): Promise<void> {
  const options = parseEvaluateOptions(process.argv.slice(2));
  if (options.task === 'table') return console.log(await readmeTables());
  await ensureBuild(console.error);
  const heldOut = await fitHeldOut(options.suite, options.data, console.error);
  if (options.task === 'compare') {
    const comparison = await compareModels(options, heldOut, console.error);
    console.log(`\n${renderComparison(comparison)}`);
    return save(options.out, comparison);
  }
  const result = await runEvaluation(options, heldOut, console.error);
  console.log(`\n${formatResult(result)}`);
  return save(options.out, result);
}

async function save(file: string | null, value: unknown): Promise<void> {
  if (file === null) return;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}

main().catch(fail);
