/** The steps of `npm test`, in the order in which they are shown. */
export interface Step {
  readonly name: string;
  /** Program of a package in `node_modules/.bin`, with its arguments. */
  readonly command: readonly [string, ...string[]];
  /** Where the step leaves its counts; a step without it counts as one test. */
  readonly counts?: 'vitest' | 'playwright';
  /** Short and with no bearing on the others, so that two run at a time. */
  readonly light?: boolean;
  /** Left out when this one failed, because it would test an old build. */
  readonly needs?: string;
}

/** Written by vitest and Playwright, read for the counts. One file for each step. */
export const reportFile = (step: Step): string => `test-results/${step.name}.json`;

function vitest(name: string): Step {
  const step: Step = { name, counts: 'vitest', command: ['vitest'] };
  const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile(step)}`];
  return { ...step, command: ['vitest', 'run', '--project', name, ...reports] };
}

function playwright(name: string): Step {
  return {
    name,
    counts: 'playwright',
    command: ['playwright', 'test', '--project', name, '--reporter=list,json'],
    needs: 'build',
  };
}

export const CHECKS: readonly Step[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level=warn', '.'], light: true },
  { name: 'lint', command: ['eslint', '.'], light: true },
  {
    name: 'types of the page',
    command: ['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings'],
    light: true,
  },
  { name: 'types of the workers', command: ['tsc', '-p', 'workers'], light: true },
  { name: 'types of the relay', command: ['tsc', '-p', 'relay'], light: true },
  { name: 'types of tests and scripts', command: ['tsc', '-p', 'tests'], light: true },
  {
    name: 'import rules',
    command: ['depcruise', 'src', 'workers', 'relay', 'scripts', '--output-type=err'],
    light: true,
  },
  { name: 'unused code', command: ['knip'], light: true },
  { name: 'licences', command: ['tsx', 'scripts/check-licences.ts'], light: true },
  { name: 'build', command: ['vite', 'build', '--logLevel', 'warn'] },
  { name: 'size budget', command: ['size-limit'], needs: 'build' },
];

export const TESTS: readonly Step[] = [vitest('unit'), vitest('browser'), playwright('e2e')];

/** Minutes long; for changes that they concern, and before a release. */
export const LONG_TESTS: readonly Step[] = [vitest('long'), playwright('e2e-long')];
