import {
  contestEmbedders,
  contestGenerators,
  contestLoads,
  type Contest,
  type Contestants,
  type TextCounts,
} from './engine-contest';
import { contestantsFor } from './engine-contestants';
import { withEnginePlace, type EnginePlace } from './engine-place';
import { rowsOf, type EngineRow } from './engine-rows';
import { describeWay, isLoadOnly, type EngineWay } from './engine-way';
import { engineWays } from './engine-ways';
import { machineFacts, type BenchMachine } from './machine-facts';

export interface EnginesResult {
  readonly machine: BenchMachine & {
    /** By the number of threads that read at a time. */
    readonly memoryBytesPerSecond: Readonly<Record<number, number>>;
  };
  readonly rows: readonly EngineRow[];
  /** What could not be measured, and why. */
  readonly failures: readonly { readonly name: string; readonly reason: string }[];
}

/** About a second's worth of each length. */
const MANY_TEXTS: TextCounts = { 32: 24, 256: 6 };
const FEW_TEXTS: TextCounts = { 32: 2, 256: 1 };

export interface EnginesOptions {
  readonly rounds: number;
  /** Part of the names of the ways to measure; all without it. */
  readonly only: string | null;
}

/**
 * Measures every way to run the starters and the starter's source model, through Deskside and by the engine's library alone, and native
 * llama.cpp on the same machine; each way's contestants in turn.
 */
export function runEnginesSuite(
  { rounds, only }: EnginesOptions,
  log: (line: string) => void,
): Promise<EnginesResult> {
  return withEnginePlace(log, async (place) => {
    const ways = engineWays(place).filter((one) => only === null || nameOf(one).includes(only));
    const memoryBytesPerSecond = await memorySpeeds(ways, place);
    const rows: EngineRow[] = [];
    const failures: { name: string; reason: string }[] = [];
    for (const way of ways) {
      log(`${nameOf(way)} …`);
      try {
        const contest = await hold(way, contestantsFor(way, place), rounds);
        const measured = rowsOf(way, contest, memoryBytesPerSecond[way.way.threads] ?? 0);
        for (const row of measured) log(`  ${describe(row)}`);
        rows.push(...measured);
        for (const [contestant, seconds] of Object.entries(contest.tooSlow)) {
          const reason = `It would have taken about ${Math.round(seconds)} seconds.`;
          failures.push({ name: `${nameOf(way)}, 1,000 tokens, ${contestant}`, reason });
        }
      } catch (error) {
        // What a page throws comes with its whole stack in the message.
        const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
        log(`  failed: ${reason}`);
        failures.push({ name: nameOf(way), reason });
      }
    }
    return { machine: { ...machineFacts(place.browserVersion), memoryBytesPerSecond }, rows, failures };
  });
}

function hold(way: EngineWay, contestants: Contestants, rounds: number): Promise<Contest> {
  if (isLoadOnly(way)) return contestLoads(contestants, 1);
  if (way.task === 'text-generation') return contestGenerators(contestants, rounds);
  return way.emulated
    ? contestEmbedders(contestants, 1, FEW_TEXTS)
    : contestEmbedders(contestants, rounds, MANY_TEXTS);
}

async function memorySpeeds(
  ways: readonly EngineWay[],
  place: EnginePlace,
): Promise<Readonly<Record<number, number>>> {
  const speeds: Record<number, number> = {};
  for (const { way } of ways) speeds[way.threads] ??= await place.memorySpeed(way.threads);
  return speeds;
}

const nameOf = ({ modelId, way }: EngineWay): string => `${modelId}, ${describeWay(way)}`;

function describe({ measure, unit, ours, rivals }: EngineRow): string {
  const others = Object.entries(rivals).map(([rival, value]) => `${rival} ${value}`);
  return `${measure}: ${[`ours ${ours}`, ...others].join(', ')} ${unit}`;
}
