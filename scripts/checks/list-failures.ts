import { stripVTControlCharacters } from 'node:util';
import * as v from 'valibot';
import { isBroken, PlaywrightReport, specsOf, VitestReport } from './runner-reports';

/** A test that failed, or that passed only at the second try. */
export interface Failure {
  /** File and titles, as the runner is asked for it. */
  readonly test: string;
  /** The first lines of what it said. */
  readonly message: string;
}

/** Enough for an assertion with what was got and what was wanted; the rest stands in the step's output. */
const MOST_LINES = 12;

const firstLines = (text: string): string =>
  stripVTControlCharacters(text).trim().split('\n').slice(0, MOST_LINES).join('\n');

function ofVitest({ testResults }: VitestReport, root: string): Failure[] {
  return testResults.flatMap((result) => {
    const { name, message, assertionResults } = result;
    const file = name.startsWith(root) ? name.slice(root.length).replace(/^[\\/]/u, '') : name;
    if (isBroken(result)) return [{ test: file, message: firstLines(message) }];
    const failed = assertionResults.filter((test) => test.status === 'failed');
    return failed.map(({ fullName, failureMessages }) => ({
      test: `${file} › ${fullName}`,
      message: firstLines(failureMessages?.[0] ?? ''),
    }));
  });
}

function ofPlaywright({ suites, errors }: PlaywrightReport): Failure[] {
  const outside = errors.map(({ message }) => ({
    test: 'outside of the tests',
    message: firstLines(message),
  }));
  const inside = specsOf(suites).flatMap(({ title, file, line, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ status, results }) => ({
        test: `${file}:${line} › ${title}${status === 'flaky' ? ' (passed at the second try)' : ''}`,
        message: firstLines(results.find(({ error }) => error)?.error?.message ?? ''),
      })),
  );
  return [...outside, ...inside];
}

/**
 * The tests that failed, or passed only at the second try, with what they said: a log of which only the end is kept still names them.
 *
 * @param report the runner's JSON; of one that is none, nothing is known
 * @param root the folder that the names of test files are told within
 */
export function listFailures(kind: 'vitest' | 'playwright', report: unknown, root: string): Failure[] {
  if (kind === 'vitest') {
    const parsed = v.safeParse(VitestReport, report);
    return parsed.success ? ofVitest(parsed.output, root) : [];
  }
  const parsed = v.safeParse(PlaywrightReport, report);
  return parsed.success ? ofPlaywright(parsed.output) : [];
}
