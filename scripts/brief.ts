/** `npm run brief -- FILE…`: the main job in a headless browser; prints the briefing and writes the report. */
import { writeFile } from 'node:fs/promises';
import { parseBriefOptions } from './brief/brief-options';
import { formatBriefing } from './brief/format-briefing';
import { runBriefing } from './brief/run-briefing';
import { fail } from './lib/command-line';
import { ensureBuild } from './lib/ensure-build';

async function main(): Promise<void> {
  const options = parseBriefOptions(process.argv.slice(2));
  await ensureBuild(console.error);
  const report = await runBriefing(options, console.error);
  console.log(`\n${formatBriefing(report)}`);
  if (options.out) await writeFile(options.out, `${JSON.stringify(report, null, 2)}\n`);
}

main().catch(fail);
