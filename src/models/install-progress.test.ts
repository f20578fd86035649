import { expect, it } from 'vitest';
import type { InstallProgress } from '../contracts/model';
import { createProgressReporter } from './install-progress';

function start(totalBytes: number) {
  let time = 0;
  const seen: InstallProgress[] = [];
  const reporter = createProgressReporter({
    modelId: 'sample',
    totalBytes,
    clock: { now: () => time },
    onProgress: (progress) => seen.push(progress),
  });
  return { seen, reporter, wait: (milliseconds: number) => (time += milliseconds) };
}

it('tells speed and time left over the last seconds, not over the whole download', () => {
  const { seen, reporter, wait } = start(100_000);
  for (let second = 0; second < 10; second += 1) {
    wait(1000);
    reporter.received(1000);
  }
  for (let second = 0; second < 10; second += 1) {
    wait(1000);
    reporter.received(4000);
  }
  const last = seen.at(-1);
  expect(last).toMatchObject({ phase: 'fetching', doneBytes: 50_000, totalBytes: 100_000 });
  expect(last?.bytesPerSecond).toBeCloseTo(4000, -3);
  expect(last?.secondsLeft).toBeCloseTo(12.5, 0);
});

it('leaves the speed open at the beginning, and counts kept bytes as done but not as speed', () => {
  const { seen, reporter, wait } = start(1000);
  wait(100);
  reporter.kept(900);
  expect(seen.at(-1)).toMatchObject({ doneBytes: 900, bytesPerSecond: 0, secondsLeft: null });
  wait(900);
  reporter.received(50);
  expect(seen.at(-1)).toMatchObject({ doneBytes: 950, bytesPerSecond: 50, secondsLeft: 1 });
});

it('reports ten times a second at most, and always the end', () => {
  const { seen, reporter, wait } = start(10_000);
  for (let piece = 0; piece < 1000; piece += 1) {
    wait(1);
    reporter.received(10);
  }
  expect(seen.length).toBeLessThanOrEqual(11);
  reporter.done();
  expect(seen.at(-1)).toMatchObject({ phase: 'done', doneBytes: 10_000, secondsLeft: null });
});
