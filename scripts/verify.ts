/**
 * `npm run verify [-- --software-gpu]`: runs the known answer of each starter model through each engine and device of this machine, in a
 * headless Chromium on the built app, and prints what passed. Exit code 1 when nothing did.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fail } from './lib/command-line';
import { ensureBuild } from './lib/ensure-build';
import { launchChromium } from './lib/launch-chromium';
import { BUILD_FOLDER } from './lib/project-folders';
import { startStaticServer } from './lib/static-server';

/** A generator on an emulated GPU takes some twenty seconds a token. */
const LIMIT_MS = 30 * 60_000;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'software-gpu': { type: 'boolean', default: false } } });
  await ensureBuild(console.error);
  const server = await startStaticServer({ root: BUILD_FOLDER });
  const profile = await mkdtemp(path.join(tmpdir(), 'deskside-verify-'));
  const browser = await launchChromium(profile, { webgpu: values['software-gpu'] ? 'software' : 'hardware' });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}verify.html`);
    if (values['software-gpu']) await page.locator('#emulated').check();
    await page.locator('#run').click();
    await page.locator('#activity[data-state="done"]').waitFor({ timeout: LIMIT_MS });
    const rows = await page
      .locator('#rows tr')
      .evaluateAll((lines) =>
        lines.map((line) => [...(line as HTMLTableRowElement).cells].map((cell) => cell.innerText)),
      );
    const passed = await page.locator('#rows tr[data-verdict="passed"]').count();
    print([['model', 'engine', 'device', 'threads', 'result', 'ms', 'remark'], ...rows]);
    console.log(`\n${await page.locator('#activity').innerText()}`);
    if (passed === 0) process.exitCode = 1;
  } finally {
    await browser.close();
    await server.close();
    await rm(profile, { recursive: true, force: true });
  }
}

function print(table: readonly (readonly string[])[]): void {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of table) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}

main().catch(fail);
