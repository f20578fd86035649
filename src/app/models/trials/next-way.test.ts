import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../contracts/failure';
import { isSameWay, type DeviceAttempt } from '../../../worker-client/device-steps';
import type { WayMeasured } from './measure-way';
import { bestOfEach, nextWay } from './next-way';

function way(dtype: string, threads: number): DeviceAttempt {
  return { engine: 'fake', device: 'wasm', graph: 'model', dtype, threads };
}

function measured(of: DeviceAttempt, speed: number | FailureCode): WayMeasured {
  const failure =
    typeof speed === 'number' ? null : { code: speed, message: 'It does not work.', retryable: false };
  return {
    ...of,
    ...{ modelId: 'm', loadMs: 1, failure, promptTokensPerSecond: null },
    unitsPerSecond: typeof speed === 'number' ? speed : null,
  };
}

const told = ({ dtype, threads }: DeviceAttempt) => `${dtype} ${threads}`;

/** What is tried, in order, where each way has a speed or fails. */
function tried(
  ways: readonly DeviceAttempt[],
  speedOf: (way: DeviceAttempt) => number | FailureCode,
): string[] {
  const results: WayMeasured[] = [];
  for (let next = nextWay(ways, results); next; next = nextWay(ways, results))
    results.push(measured(next, speedOf(next)));
  return results.map(told);
}

const counts = (dtype: string, ...threads: number[]) => threads.map((count) => way(dtype, count));

describe('which way is tried next', () => {
  it('takes each variant first as it is likely to be best', () => {
    const ways = [...counts('a', 2, 1), ...counts('b', 2, 1)];
    expect(tried(ways, ({ threads }) => threads).slice(0, 2)).toEqual(['a 2', 'b 2']);
  });

  it('takes more threads for as long as that helps, and then none fewer', () => {
    const speeds: Record<number, number> = { 4: 10, 8: 20, 16: 15, 2: 99, 1: 99 };
    expect(tried(counts('a', 4, 8, 16, 2, 1), ({ threads }) => speeds[threads] ?? 0)).toEqual([
      ...['a 4', 'a 8', 'a 16'],
    ]);
  });

  it('takes fewer threads where more do not help', () => {
    const speeds: Record<number, number> = { 4: 10, 8: 5, 2: 20, 1: 3 };
    expect(tried(counts('a', 4, 8, 2, 1), ({ threads }) => speeds[threads] ?? 0)).toEqual([
      ...['a 4', 'a 8', 'a 2', 'a 1'],
    ]);
  });

  it('tries no other number of threads of what does not fit or computes nonsense, but of what only died', () => {
    for (const code of ['out-of-memory', 'known-answer-failed', 'engine-unavailable'] as const)
      expect(tried(counts('a', 2, 1), () => code)).toEqual(['a 2']);
    expect(tried(counts('a', 2, 1), ({ threads }) => (threads === 2 ? 'worker-died' : 5))).toEqual([
      ...['a 2', 'a 1'],
    ]);
  });

  it('measures those close to the fastest once more, the other way round', () => {
    const ways = [way('a', 1), way('b', 1), way('c', 1)];
    const speeds: Record<string, number> = { a: 10, b: 9, c: 2 };
    expect(tried(ways, ({ dtype }) => speeds[dtype] ?? 0)).toEqual(['a 1', 'b 1', 'c 1', 'b 1', 'a 1']);
  });

  it('ends, has tried each variant, and tries nothing more than twice, whatever comes out', () => {
    const speed = fc.oneof(
      fc.double({ min: 0.01, max: 1000, noNaN: true }),
      fc.constantFrom<FailureCode>('worker-died', 'out-of-memory', 'known-answer-failed'),
    );
    fc.assert(
      fc.property(fc.array(speed, { minLength: 60, maxLength: 60 }), (speeds) => {
        const ways = [...counts('a', 4, 8, 2, 1), ...counts('b', 4, 8, 2, 1), way('c', 1)];
        let at = 0;
        const order = tried(ways, () => speeds[(at += 1) % speeds.length] ?? 1);
        for (const dtype of 'abc') expect(order.some((one) => one.startsWith(dtype))).toBe(true);
        for (const one of ways) expect(order.filter((name) => name === told(one)).length).toBeLessThan(3);
      }),
    );
  });
});

describe('what two measurements of a way come to', () => {
  it('is the better one, and a failure where one failed', () => {
    const [a, b] = [way('a', 1), way('b', 1)];
    const best = bestOfEach([measured(a, 5), measured(b, 4), measured(a, 7), measured(b, 'worker-died')]);
    expect(best).toHaveLength(2);
    expect(best.find((one) => isSameWay(one, a))?.unitsPerSecond).toBe(7);
    expect(best.find((one) => isSameWay(one, b))?.failure?.code).toBe('worker-died');
  });
});
