import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { parseBenchOptions } from '../bench/bench-options';
import { parseBriefOptions } from '../brief/brief-options';
import { parseEvaluateOptions } from '../evaluate/evaluate-options';
import { PROJECT_ROOT } from './project-folders';

const SCRIPTS = [
  ['brief', parseBriefOptions],
  ['evaluate', parseEvaluateOptions],
  ['bench', parseBenchOptions],
] as const;

it.each(SCRIPTS)(
  'npm run %s prints how it is used when asked, and that is no failure',
  (script) => {
    const asked = spawnSync(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`, '--help'], {
      cwd: PROJECT_ROOT,
      encoding: 'utf8',
    });
    expect(asked.stdout).toMatch(new RegExp(`^Usage: npm run ${script} -- .*--out FILE`, 's'));
    expect([asked.status, asked.stderr]).toEqual([0, '']);
  },
  60_000,
);

it.each(SCRIPTS)('%s says how it is used along with what it does not know', (script, parse) => {
  expect(() => parse(['--sweet'])).toThrow(
    new RegExp(`^Unknown option '--sweet'.*\\n\\nUsage: npm run ${script} -- `, 's'),
  );
  expect(() => parse(['-h'])).toThrow(/^Usage: /u);
});
