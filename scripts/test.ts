/**
 * `npm test [-- --long]`: every check and test, going on after failures; ends with `N passed, N failed`.
 * `npm run check`: the checks without the tests.
 */
import { parseArgs } from 'node:util';
import type { Counts } from './checks/count-tests';
import type { Failure } from './checks/list-failures';
import { runStep } from './checks/run-step';
import { CHECKS, LONG_TESTS, TESTS, type Step } from './checks/steps';
import { ensureFixtures } from './fixtures/ensure-fixtures';
import { ensureMessages } from './lib/compile-messages';
import { fail } from './lib/command-line';

/** Light steps that run at a time; the tests have both cores of a small machine to themselves. */
const LIGHT_AT_A_TIME = 2;

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function describe(step: Step, { passed, failed, skipped, flaky }: Counts, seconds: number): string {
  const counted = step.counts ? `, ${plural(passed + failed, 'test')}` : '';
  const notes = [
    failed && step.counts ? `${failed} failed` : '',
    skipped ? `${skipped} skipped` : '',
    flaky ? `${flaky} passed only at the second try` : '',
  ];
  const details = notes.filter(Boolean).map((note) => `, ${note}`);
  return `${failed ? 'FAILED' : 'ok    '} ${step.name} (${seconds.toFixed(1)} s${counted}${details.join('')})`;
}

interface Outcome extends Counts {
  readonly failures: readonly Failure[];
}

async function runAll(steps: readonly Step[]): Promise<Outcome> {
  const total = { passed: 0, failed: 0, skipped: 0, flaky: 0 };
  const failures: Failure[] = [];
  const failed = new Set<string>();

  async function runOne(step: Step): Promise<void> {
    if (step.needs && failed.has(step.needs)) {
      console.log(`FAILED ${step.name} (not run, because "${step.needs}" failed)`);
      total.failed += 1;
      return;
    }
    const { counts, failures: found, output, seconds } = await runStep(step);
    failures.push(...found);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    total.flaky += counts.flaky;
    console.log(describe(step, counts, seconds));
    if (counts.failed > 0) failed.add(step.name);
    else if (counts.flaky === 0) return;
    // A race that is let pass is at least told.
    console.log(`${output.trimEnd()}\n`);
  }

  const light = steps.filter((step) => step.light);
  const takeTurns = async (): Promise<void> => {
    for (let step = light.shift(); step; step = light.shift()) await runOne(step);
  };
  await Promise.all(Array.from({ length: LIGHT_AT_A_TIME }, takeTurns));
  for (const step of steps.filter(({ light }) => !light)) await runOne(step);
  return { ...total, failures };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { long: { type: 'boolean', default: false }, checks: { type: 'boolean', default: false } },
  });
  const tests = values.checks ? [] : values.long ? [...TESTS, ...LONG_TESTS] : TESTS;
  await ensureMessages();
  if (tests.length > 0) await ensureFixtures(console.log);
  const start = performance.now();
  const { passed, failed, skipped, flaky, failures } = await runAll([...CHECKS, ...tests]);
  const minutes = (performance.now() - start) / 60_000;
  const notes = [
    skipped ? `; ${plural(skipped, 'test')} skipped` : '',
    flaky ? `; ${flaky} passed only at the second try` : '',
  ];
  // Told once more at the end, because a log of this length is often cut in its middle.
  for (const { test, message } of failures) console.log(`- ${test}\n${message.replace(/^/gmu, '    ')}\n`);
  console.log(`${minutes.toFixed(1)} minutes${notes.join('')}`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

main().catch(fail);
