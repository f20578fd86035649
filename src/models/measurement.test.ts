import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeMeasurement, type MeasuredRun } from './measurement';

function run(count: number, ms: number, change: Partial<MeasuredRun> = {}): MeasuredRun {
  const work = { unit: 'tokens', count, ms } as const;
  return {
    modelId: 'm',
    engine: 'transformers',
    device: 'wasm',
    graph: 'model',
    dtype: 'q8',
    threads: 4,
    loadMs: 900,
    work,
    at: 5,
    ...change,
  };
}

describe('a measurement', () => {
  it('of the first long answer is its speed', () => {
    expect(mergeMeasurement(null, run(100, 5000))).toEqual({
      modelId: 'm',
      engine: 'transformers',
      device: 'wasm',
      graph: 'model',
      dtype: 'q8',
      threads: 4,
      loadMs: 900,
      tokensPerSecond: 20,
      textsPerSecond: null,
      measuredAt: 5,
    });
  });

  it('is left open by an answer of a few words, and by loading alone', () => {
    expect(mergeMeasurement(null, run(3, 1000)).tokensPerSecond).toBeNull();
    expect(mergeMeasurement(null, run(0, 0, { work: null })).tokensPerSecond).toBeNull();
  });

  it('is hardly moved by a short answer, and mostly by a long one', () => {
    const long = mergeMeasurement(null, run(200, 10_000));
    expect(mergeMeasurement(long, run(5, 5000)).tokensPerSecond).toBe(20);
    expect(mergeMeasurement(long, run(16, 16_000)).tokensPerSecond).toBeGreaterThan(16);
    expect(mergeMeasurement(long, run(192, 192_000)).tokensPerSecond).toBeCloseTo(20 - 19 * 0.75);
  });

  it('tells of the last load', () => {
    expect(
      mergeMeasurement(mergeMeasurement(null, run(100, 5000)), run(3, 1, { loadMs: 40, at: 9 })),
    ).toMatchObject({
      loadMs: 40,
      measuredAt: 9,
      tokensPerSecond: 20,
    });
  });

  it.each<Partial<MeasuredRun>>([
    { device: 'webgpu' },
    { dtype: 'int8' },
    { threads: 1 },
    { modelId: 'other' },
  ])('begins anew with %j', (change) => {
    const before = mergeMeasurement(null, run(100, 5000));
    expect(mergeMeasurement(before, run(100, 1000, change)).tokensPerSecond).toBe(100);
    expect(mergeMeasurement(before, run(3, 1000, change)).tokensPerSecond).toBeNull();
  });

  it('keeps tokens and texts apart', () => {
    const texts = run(0, 0, { work: { unit: 'texts', count: 32, ms: 800 } });
    expect(mergeMeasurement(mergeMeasurement(null, run(100, 5000)), texts)).toMatchObject({
      tokensPerSecond: 20,
      textsPerSecond: 40,
    });
  });

  it('always lies between the slowest and the fastest run', () => {
    const runs = fc.array(fc.tuple(fc.integer({ min: 16, max: 500 }), fc.integer({ min: 1, max: 60_000 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(runs, (list) => {
        const speeds = list.map(([count, ms]) => (count * 1000) / ms);
        const last = list
          .map(([count, ms]) => run(count, ms))
          .reduce<ReturnType<typeof mergeMeasurement> | null>(mergeMeasurement, null);
        const speed = last?.tokensPerSecond ?? Number.NaN;
        expect(speed).toBeGreaterThanOrEqual(Math.min(...speeds) * (1 - 1e-9));
        expect(speed).toBeLessThanOrEqual(Math.max(...speeds) * (1 + 1e-9));
      }),
    );
  });
});
