/** `npm run audit`: asks the registry for known faults in what is shipped. Fails only when it answers that there are serious ones. */
import { spawnSync } from 'node:child_process';
import { readAudit } from './audit/read-audit.ts';
import { PROJECT_ROOT } from './lib/project-folders.ts';

const LIMIT_MS = 60_000;
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json', '--fetch-retries=0'], {
  cwd: PROJECT_ROOT,
  encoding: 'utf8',
  timeout: LIMIT_MS,
  shell: process.platform === 'win32',
});
const outcome = readAudit(stdout ?? '');
if (outcome.kind === 'unreachable') {
  console.log(`Dependencies were not audited: the registry could not be asked (${outcome.reason}).`);
} else if (outcome.serious.length === 0) {
  console.log(`No serious fault is known in what is shipped (${outcome.lesser} lesser).`);
} else {
  for (const fault of outcome.serious) console.error(fault);
  process.exitCode = 1;
}
