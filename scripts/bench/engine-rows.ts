import type { AnswerSample } from '../../src/app/speed/measure-answer';
import type { VariantPin } from '../../src/contracts/model-choice';
import { compare, type BenchRow } from './bench-row';
import { OURS, type Contest, type LongSample, type Samples } from './engine-contest';
import { describeWay, isLoadOnly, type EngineWay } from './engine-way';

/** What a row of the suite measures. */
export type EngineMeasure =
  | 'load'
  | 'memory'
  | 'first-token-short'
  | 'first-token-long'
  | 'first-token-second'
  | 'tokens-short'
  | 'tokens-long'
  | 'tokens-read-second'
  | 'texts-32'
  | 'texts-256';

export interface EngineRow extends BenchRow {
  readonly modelId: string;
  readonly way: VariantPin;
  readonly measure: EngineMeasure;
}

/** The rival that the memory of this machine is: nobody can be faster than its weights are read. */
const MEMORY_LIMIT = 'memory limit';
const MEBIBYTE = 2 ** 20;

/** @param bytesPerSecond what as many threads as the way has read from memory at most */
export function rowsOf(engineWay: EngineWay, contest: Contest, bytesPerSecond: number): EngineRow[] {
  const { modelId, way, weightBytes } = engineWay;
  const rows: EngineRow[] = [];
  const add = (
    measure: EngineMeasure,
    words: string,
    unit: string,
    better: 'more' | 'less',
    samples: Samples,
  ): void => {
    const { [OURS]: ours = [], ...rivals } = withoutEmpty(samples);
    if (ours.length === 0) return;
    const name = `${modelId}, ${describeWay(way)}: ${words}`;
    rows.push({ ...compare({ name, unit, better, ours, rivals }), modelId, way, measure });
  };
  const limit = weightBytes === null ? {} : { [MEMORY_LIMIT]: [bytesPerSecond / weightBytes] };
  const { short, long, texts } = contest;

  add('tokens-short', 'new tokens after a prompt of some 50', 'tokens/s', 'more', {
    ...mapSamples(short, speedOf),
    ...limit,
  });
  add('tokens-long', 'new tokens after a prompt of some 1,000', 'tokens/s', 'more', {
    ...mapSamples(long, ({ first }) => speedOf(first)),
    ...limit,
  });
  add('first-token-short', 'first token after a prompt of some 50', 'ms', 'less', mapSamples(short, firstOf));
  add(
    'first-token-long',
    'first token after a prompt of some 1,000',
    'ms',
    'less',
    mapSamples(long, ({ first }) => firstOf(first)),
  );
  add('first-token-second', 'first token of a second request on the same mail', 'ms', 'less', {
    ...mapSamples(long, ({ second }) => second && firstOf(second)),
    'first request': mapSamples(long, ({ first }) => firstOf(first))[OURS] ?? [],
  });
  add('tokens-read-second', 'tokens read for a second request on the same mail', 'tokens', 'less', {
    ...mapSamples(long, ({ second }) => second && second.promptTokens - second.reusedTokens),
    'whole prompt': mapSamples(long, ({ second }: LongSample) => second && second.promptTokens)[OURS] ?? [],
  });
  add('texts-32', 'texts of 32 tokens', 'texts/s', 'more', texts[32]);
  add('texts-256', 'texts of 256 tokens', 'texts/s', 'more', texts[256]);
  add(
    'load',
    isLoadOnly(engineWay)
      ? 'load, with the four tokens of the known answer'
      : 'load, ours with the check of a known answer',
    'ms',
    'less',
    contest.load,
  );
  add(
    'memory',
    'peak memory above an idle page, or an idle process',
    'MiB',
    'less',
    mapSamples(contest.memory, (bytes) => bytes / MEBIBYTE),
  );
  return rows;
}

const firstOf = ({ firstTokenMs }: AnswerSample): number => firstTokenMs;
const speedOf = ({ tokensPerSecond }: AnswerSample): number | null => tokensPerSecond;

/** Answers that were too short to tell are left out. */
function mapSamples<Sample>(samples: Samples<Sample>, value: (sample: Sample) => number | null): Samples {
  return Object.fromEntries(
    Object.entries(samples).map(([name, all]) => [name, all.map(value).filter((one) => one !== null)]),
  );
}

function withoutEmpty(samples: Samples): Samples {
  return Object.fromEntries(Object.entries(samples).filter(([, all]) => all.length > 0));
}
