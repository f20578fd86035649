import { describe, expect, it } from 'vitest';
import { countTests } from './count-tests';

const vitestReport = {
  numPassedTests: 3,
  numFailedTests: 1,
  numPendingTests: 2,
  testResults: [
    { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
    { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] },
  ],
};

const playwrightReport = { stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 1 }, errors: [] };

describe('countTests', () => {
  it('takes the counts that the runners give', () => {
    expect(countTests('vitest', vitestReport, false)).toEqual({ passed: 3, failed: 1, skipped: 2, flaky: 0 });
    expect(countTests('playwright', playwrightReport, true)).toEqual({
      passed: 4,
      failed: 0,
      skipped: 1,
      flaky: 0,
    });
  });

  it('counts a test file that did not load as a failure', () => {
    const report = {
      ...vitestReport,
      testResults: [...vitestReport.testResults, { status: 'failed', assertionResults: [] }],
    };
    expect(countTests('vitest', report, false).failed).toBe(2);
  });

  it('counts errors outside of tests as failures', () => {
    const report = { ...playwrightReport, errors: [{ message: 'no browser' }] };
    expect(countTests('playwright', report, false).failed).toBe(1);
  });

  it('lets one test in fifty pass at the second try, and says so; of more, all count as failed', () => {
    const withFlaky = (flaky: number) => {
      const stats = { ...playwrightReport.stats, expected: 100 - flaky, flaky };
      return countTests('playwright', { stats, errors: [] }, true);
    };
    expect(withFlaky(2)).toEqual({ passed: 100, failed: 0, skipped: 1, flaky: 2 });
    expect(withFlaky(3)).toEqual({ passed: 97, failed: 3, skipped: 1, flaky: 0 });
  });

  it.each(['vitest', 'playwright'] as const)(
    'never calls a %s run good that ended badly or left no report',
    (kind) => {
      const report =
        kind === 'vitest' ? { ...vitestReport, numFailedTests: 0, testResults: [] } : playwrightReport;
      expect(countTests(kind, report, false).failed).toBe(1);
      expect(countTests(kind, null, true)).toEqual({ passed: 0, failed: 1, skipped: 0, flaky: 0 });
    },
  );
});
