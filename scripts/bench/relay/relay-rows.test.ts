import { expect, it } from 'vitest';
import type { RelaySample } from './measure-relay.ts';
import { NO_RELAY, OURS, percentile, relayRows, WITH_CONSENT } from './relay-rows.ts';

const sample = (ms: number, perCoreSecond: number | null = 1000 / ms): RelaySample => ({
  alone: Array.from({ length: 100 }, (_, at) => ({
    firstWordMs: ms,
    // The slowest two in a hundred take three times as long.
    totalMs: at < 98 ? ms * 2 : ms * 6,
  })),
  perSecond: 2000 / ms,
  perCoreSecond,
});

const SAMPLES = {
  [NO_RELAY]: [sample(1, null), sample(2, null)],
  [OURS]: [sample(2), sample(3)],
  [WITH_CONSENT]: [sample(3), sample(4)],
  gateway: [sample(5), sample(6)],
};

const rowsOf = (samples: Parameters<typeof relayRows>[1]) =>
  new Map(relayRows('stream', samples).map((row) => [`${row.name} ${row.unit}`, row]));

it('takes from each latency what the same round took without a relay', () => {
  const rows = rowsOf(SAMPLES);
  expect(rows.get('stream to its first word, added latency, p50 ms')).toMatchObject({
    ours: 1,
    rivals: { gateway: 4 },
    ratio: { gateway: 4 },
    range: { ours: [1, 1] },
  });
  expect(rows.get('stream to its end, added latency, p99 ms')).toMatchObject({
    ours: 6,
    rivals: { gateway: 24 },
  });
});

it('sets the request for the consent against the same rivals, in rows of its own', () => {
  const rows = rowsOf(SAMPLES);
  const name = 'stream to its first word, added latency, p50, the request for the consent included ms';
  expect(rows.get(name)).toMatchObject({ ours: 2, rivals: { gateway: 4 }, ratio: { gateway: 2 } });
});

it('compares speed with no relay as well, and processor time only among relays', () => {
  const rows = rowsOf(SAMPLES);
  expect(rows.get('stream, 16 at a time answers/s')?.rivals).toHaveProperty([NO_RELAY]);
  expect(rows.get('stream, 16 at a time answers/s of one core')?.rivals).not.toHaveProperty([NO_RELAY]);
});

it('leaves out what the system does not tell', () => {
  const unknown = { ...SAMPLES, [OURS]: [sample(2, null)], [WITH_CONSENT]: [sample(3, null)] };
  expect([...rowsOf(unknown).keys()].filter((name) => name.includes('core'))).toEqual([]);
});

it('gives the least value that so many percent do not exceed', () => {
  expect(percentile([5, 1, 4, 2, 3], 50)).toBe(3);
  expect(percentile([5, 1, 4, 2, 3], 99)).toBe(5);
  expect(percentile([7], 1)).toBe(7);
});
