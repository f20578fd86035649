import { median } from '../../src/app/speed/median';

/** A comparison as `npm run bench` writes it. */
export interface BenchRow {
  readonly name: string;
  readonly unit: string;
  /** Medians over the rounds, as those of the rivals. */
  readonly ours: number;
  readonly rivals: Readonly<Record<string, number>>;
  /** Over 1: ours is better. Null where it would be divided by nothing. */
  readonly ratio: Readonly<Record<string, number | null>>;
  /** Least and most over the rounds. */
  readonly range: {
    readonly ours: readonly [number, number];
    readonly rivals: Readonly<Record<string, readonly [number, number]>>;
  };
  readonly rounds: number;
}

export interface Comparison {
  readonly name: string;
  readonly unit: string;
  readonly better: 'more' | 'less';
  /** A value for each round. */
  readonly ours: readonly number[];
  readonly rivals: Readonly<Record<string, readonly number[]>>;
}

export function compare({ name, unit, better, ours, rivals }: Comparison): BenchRow {
  const own = median(ours);
  const medians = mapValues(rivals, median);
  return {
    name,
    unit,
    ours: rounded(own),
    rivals: mapValues(medians, rounded),
    ratio: mapValues(medians, (theirs) => (better === 'more' ? ratioOf(own, theirs) : ratioOf(theirs, own))),
    range: { ours: rangeOf(ours), rivals: mapValues(rivals, rangeOf) },
    rounds: ours.length,
  };
}

/**
 * Measures all contestants in each round, so that a slow minute of the machine hits every one of them. Each round begins with another
 * one, so that nobody always comes after the same neighbour.
 *
 * @param goesOn asked after each round whether there is time for another one
 */
export async function alternately<Name extends string, Sample>(
  rounds: number,
  names: readonly Name[],
  measure: (name: Name, round: number) => Promise<Sample>,
  goesOn: () => boolean = () => true,
): Promise<Record<Name, Sample[]>> {
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Sample[]>;
  for (let round = 0; round < rounds && (round === 0 || goesOn()); round += 1) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      samples[name].push(await measure(name, round));
    }
  }
  return samples;
}

const rangeOf = (values: readonly number[]): readonly [number, number] => [
  rounded(Math.min(...values)),
  rounded(Math.max(...values)),
];

const ratioOf = (a: number, b: number): number | null => (b === 0 ? null : rounded(a / b));

/** Four digits are more than any of these measurements is good for. */
const rounded = (value: number): number => Number(value.toPrecision(4));

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
