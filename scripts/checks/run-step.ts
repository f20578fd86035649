import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from '../lib/project-folders';
import { countTests, type Counts } from './count-tests';
import { listFailures, type Failure } from './list-failures';
import { reportFile, type Step } from './steps';

export interface StepOutcome {
  readonly counts: Counts;
  /** Of a step that counts tests: those that did not pass at once. */
  readonly failures: readonly Failure[];
  readonly seconds: number;
  /** All that the step printed, for showing when it failed. */
  readonly output: string;
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Runs a program of the project's packages and collects what it prints. Never rejects. */
function runProgram(step: Step, report: string): Promise<{ ok: boolean; output: string }> {
  const [program, ...args] = step.command;
  const binaries = path.join(PROJECT_ROOT, 'node_modules', '.bin');
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: PROJECT_ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      env: {
        ...process.env,
        PATH: `${binaries}${path.delimiter}${process.env['PATH'] ?? ''}`,
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
        // A step's output is collected, and escape codes help nobody in a log.
        NO_COLOR: '1',
        FORCE_COLOR: '0',
      },
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ ok: false, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

export async function runStep(step: Step): Promise<StepOutcome> {
  const report = path.join(PROJECT_ROOT, reportFile(step));
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const start = performance.now();
  const { ok, output } = await runProgram(step, report);
  const seconds = (performance.now() - start) / 1000;
  if (!step.counts) {
    const counts = { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, flaky: 0 };
    return { counts, failures: [], output, seconds };
  }
  const read = readReport(report);
  return {
    counts: countTests(step.counts, read, ok),
    failures: listFailures(step.counts, read, PROJECT_ROOT),
    output,
    seconds,
  };
}
