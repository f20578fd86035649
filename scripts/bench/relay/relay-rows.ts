import { compare, type BenchRow } from '../bench-row.ts';
import type { AnswerKind, Timing } from './load.ts';
import { PARALLEL, type RelaySample } from './measure-relay.ts';

/** Those that are always there; rivals come beside them under their names. */
export const OURS = 'ours';
export const WITH_CONSENT = 'ours, asking for the consent';
export const NO_RELAY = 'no relay';

/** A sample for each round, by contestant. */
export type RelaySamples = Readonly<Record<string, readonly RelaySample[]>>;

const LABELS: Readonly<Record<AnswerKind, string>> = { whole: 'answer in one piece', stream: 'stream' };
const MEASURES: Readonly<Record<AnswerKind, readonly (readonly [string, (timing: Timing) => number])[]>> = {
  whole: [['to its end', ({ totalMs }) => totalMs]],
  stream: [
    ['to its first word', ({ firstWordMs }) => firstWordMs],
    ['to its end', ({ totalMs }) => totalMs],
  ],
};

/** The comparisons of one kind of answer. Where processor time is unknown, its rows are left out. */
export function relayRows(kind: AnswerKind, samples: RelaySamples): readonly BenchRow[] {
  const label = LABELS[kind];
  const rivals = Object.keys(samples).filter((name) => ![OURS, WITH_CONSENT, NO_RELAY].includes(name));
  const latencies = MEASURES[kind].flatMap(([part, read]) =>
    [50, 99].map((percent) => {
      const direct = valuesOf(samples, NO_RELAY, ({ alone }) => percentile(alone.map(read), percent));
      const added = (name: string): readonly number[] =>
        valuesOf(samples, name, ({ alone }) => percentile(alone.map(read), percent)).map(
          (value, round) => value - (direct[round] ?? 0),
        );
      return [OURS, WITH_CONSENT].map((own) =>
        compare({
          name: `${label} ${part}, added latency, p${percent}${noteOf(own)}`,
          unit: 'ms',
          better: 'less',
          ours: added(own),
          rivals: Object.fromEntries(rivals.map((name) => [name, added(name)])),
        }),
      );
    }),
  );
  const speeds = [OURS, WITH_CONSENT].flatMap((own) => [
    speedRow(
      `${label}, ${PARALLEL} at a time${noteOf(own)}`,
      'answers/s',
      own,
      [...rivals, NO_RELAY],
      samples,
      (sample) => sample.perSecond,
    ),
    speedRow(
      `${label}, ${PARALLEL} at a time${noteOf(own)}`,
      'answers/s of one core',
      own,
      rivals,
      samples,
      (sample) => sample.perCoreSecond,
    ),
  ]);
  return [...latencies.flat(), ...speeds.filter((row) => row !== null)];
}

function noteOf(own: string): string {
  return own === WITH_CONSENT ? ', the request for the consent included' : '';
}

function speedRow(
  name: string,
  unit: string,
  own: string,
  rivals: readonly string[],
  samples: RelaySamples,
  read: (sample: RelaySample) => number | null,
): BenchRow | null {
  const known = Object.fromEntries(
    [own, ...rivals].map((one) => [one, (samples[one] ?? []).map(read).filter((value) => value !== null)]),
  );
  if (Object.values(known).some((values) => values.length === 0)) return null;
  const { [own]: ours = [], ...others } = known;
  return compare({ name, unit, better: 'more', ours, rivals: others });
}

function valuesOf(
  samples: RelaySamples,
  name: string,
  read: (sample: RelaySample) => number,
): readonly number[] {
  return (samples[name] ?? []).map(read);
}

/** The least value that so many percent of all do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}
