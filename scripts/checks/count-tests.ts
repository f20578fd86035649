import * as v from 'valibot';
import { isBroken, PlaywrightReport, VitestReport } from './runner-reports';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Of the passed, those that did so only at the second try. */
  readonly flaky: number;
}

function countVitest(report: VitestReport): Counts {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.testResults.filter(isBroken).length,
    skipped: report.numPendingTests,
    flaky: 0,
  };
}

/**
 * One test in fifty may need its second try, which a machine for tests gives it: a browser, its models and a server share its two cores.
 * When more do, something is wrong, and all of them count as failed.
 */
const MOST_FLAKY = 0.02;

function countPlaywright({ stats, errors }: PlaywrightReport): Counts {
  const { expected, unexpected, skipped } = stats;
  const mayBeFlaky = stats.flaky <= MOST_FLAKY * (expected + unexpected + stats.flaky);
  const flaky = mayBeFlaky ? stats.flaky : 0;
  return {
    passed: expected + flaky,
    failed: unexpected + stats.flaky - flaky + errors.length,
    skipped,
    flaky,
  };
}

/**
 * The counts of a step. The exit code has the last word: a runner that ended badly after only good tests adds one failure.
 *
 * @param report the runner's JSON, or null when it wrote none
 * @param ok whether the runner ended with exit code 0
 */
export function countTests(kind: 'vitest' | 'playwright', report: unknown, ok: boolean): Counts {
  const parsed =
    kind === 'vitest'
      ? v.safeParse(v.pipe(VitestReport, v.transform(countVitest)), report)
      : v.safeParse(v.pipe(PlaywrightReport, v.transform(countPlaywright)), report);
  const counts = parsed.success ? parsed.output : { passed: 0, failed: 1, skipped: 0, flaky: 0 };
  return !ok && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
