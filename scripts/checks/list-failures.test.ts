import { describe, expect, it } from 'vitest';
import { listFailures } from './list-failures';

const ROOT = '/project';

describe('listFailures', () => {
  it('names what failed in vitest, with the first lines of why', () => {
    const report = {
      ...{ numPassedTests: 1, numFailedTests: 1, numPendingTests: 0 },
      testResults: [
        {
          name: '/project/src/a.test.ts',
          status: 'failed',
          message: '',
          assertionResults: [
            { fullName: 'a does this', status: 'passed', failureMessages: [] },
            {
              fullName: 'a does that',
              status: 'failed',
              failureMessages: [`expected 1 to be 2${'\nat a line'.repeat(50)}`],
            },
          ],
        },
        {
          name: '/project/src/b.test.ts',
          status: 'failed',
          message: 'Cannot find module',
          assertionResults: [],
        },
      ],
    };
    const failures = listFailures('vitest', report, ROOT);
    expect(failures.map(({ test }) => test)).toEqual(['src/a.test.ts › a does that', 'src/b.test.ts']);
    expect(failures[0]?.message).toMatch(/^expected 1 to be 2\n(at a line\n?){1,20}$/u);
    expect(failures[1]?.message).toBe('Cannot find module');
  });

  it('names what failed in Playwright, also in groups, at the first try and outside of tests', () => {
    const spec = (title: string, status: string, message?: string) => ({
      title,
      file: 'a.spec.ts',
      line: 3,
      tests: [{ status, results: [message ? { error: { message } } : {}, {}] }],
    });
    const report = {
      stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 },
      suites: [
        {
          specs: [spec('is well', 'expected'), spec('is late', 'flaky', '\u001B[31mnot\u001B[39m visible')],
          suites: [{ specs: [spec('is ill', 'unexpected', 'not there')] }],
        },
      ],
      errors: [{ message: 'no server' }],
    };
    expect(listFailures('playwright', report, ROOT)).toEqual([
      { test: 'outside of the tests', message: 'no server' },
      { test: 'a.spec.ts:3 › is late (passed at the second try)', message: 'not visible' },
      { test: 'a.spec.ts:3 › is ill', message: 'not there' },
    ]);
  });

  it.each(['vitest', 'playwright'] as const)('knows nothing of a %s run without a report', (kind) => {
    expect(listFailures(kind, null, ROOT)).toEqual([]);
  });
});
