import { stripVTControlCharacters } from 'node:util';
import * as v from 'valibot';

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

const VitestReport = v.object({
  testResults: v.array(
    v.object({
      name: v.string(),
      status: v.string(),
      message: v.optional(v.string(), ''),
      assertionResults: v.array(
        v.object({
          fullName: v.string(),
          status: v.string(),
          failureMessages: v.optional(v.nullable(v.array(v.string())), []),
        }),
      ),
    }),
  ),
});

const PlaywrightSpec = v.object({
  title: v.string(),
  file: v.string(),
  line: v.number(),
  tests: v.array(
    v.object({
      status: v.string(),
      results: v.array(v.object({ error: v.optional(v.object({ message: v.optional(v.string(), '') })) })),
    }),
  ),
});

interface PlaywrightSuite {
  readonly specs: readonly v.InferOutput<typeof PlaywrightSpec>[];
  readonly suites?: readonly PlaywrightSuite[] | undefined;
}

const PlaywrightSuite: v.GenericSchema<unknown, PlaywrightSuite> = v.object({
  specs: v.array(PlaywrightSpec),
  suites: v.optional(v.array(v.lazy(() => PlaywrightSuite))),
});

const PlaywrightReport = v.object({
  suites: v.array(PlaywrightSuite),
  errors: v.array(v.object({ message: v.optional(v.string(), '') })),
});

function ofVitest({ testResults }: v.InferOutput<typeof VitestReport>, root: string): Failure[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = name.startsWith(root) ? name.slice(root.length).replace(/^[\\/]/u, '') : name;
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && failed.length === 0) return [{ test: file, message: firstLines(message) }];
    return failed.map(({ fullName, failureMessages }) => ({
      test: `${file} › ${fullName}`,
      message: firstLines(failureMessages?.[0] ?? ''),
    }));
  });
}

const specsOf = ({ specs, suites }: PlaywrightSuite): readonly v.InferOutput<typeof PlaywrightSpec>[] => [
  ...specs,
  ...(suites ?? []).flatMap(specsOf),
];

function ofPlaywright({ suites, errors }: v.InferOutput<typeof PlaywrightReport>): Failure[] {
  const outside = errors.map(({ message }) => ({
    test: 'outside of the tests',
    message: firstLines(message),
  }));
  const inside = suites.flatMap(specsOf).flatMap(({ title, file, line, tests }) =>
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
