import type { AnswerSample } from '../../src/app/speed/measure-answer';
import { secondRequest, speedRequest, speedTexts, type TextLength } from '../../src/app/speed/speed-requests';
import { median } from '../../src/app/speed/median';
import { alternately } from './bench-row';
import type { EngineSession } from './engine-session';

/** Deskside itself among the contestants. */
export const OURS = 'ours';

/** How each contestant opens a model. */
export type Contestants = Readonly<Record<string, () => Promise<EngineSession>>>;

/** What each contestant came to, in the order of the rounds. */
export type Samples<Sample = number> = Readonly<Record<string, readonly Sample[]>>;

/** A long prompt, and another question on it; null for slow rivals, who were not asked it. */
export interface LongSample {
  readonly first: AnswerSample;
  readonly second: AnswerSample | null;
}

export interface Contest {
  /** Milliseconds. */
  readonly load: Samples;
  /** Bytes at the peak; those who cannot tell are left out. */
  readonly memory: Samples;
  readonly short: Samples<AnswerSample>;
  readonly long: Samples<LongSample>;
  /** Texts a second. */
  readonly texts: Readonly<Record<TextLength, Samples>>;
  /** Who was not asked the long prompt, and how many seconds they would have taken over it. */
  readonly tooSlow: Readonly<Record<string, number>>;
}

const NOTHING: Omit<Contest, 'load'> = {
  memory: {},
  short: {},
  long: {},
  texts: { 32: {}, 256: {} },
  tooSlow: {},
};

/** Short answers are cheap, and it is their figures that scatter. */
const SHORT_ROUNDS = 2;
/** Milliseconds after which no further round of a kind of measurement is begun, so that the slowest ways do not take the hour. */
const PATIENCE_MS = 20_000;
/** Who would take longer than this to read a long prompt is spared it; rivals too when Deskside is. Milliseconds. */
const MOST_PROMPT_MS = { ours: 100_000, rivals: 60_000 } as const;
/** Rivals that took longer than this over a long prompt are not asked again on it, for bare transformers.js would read all of it once more. */
const MOST_SECOND_MS = 8_000;
/** Of a long prompt to a short one, in tokens. */
const LONG_TO_SHORT = 20;
/** So far apart that no prompt of one kind is another's. */
const SEEDS = { warmUp: 0, short: 100, long: 200 } as const;

/** Opens everyone in each round, and measures nothing more. */
export async function contestLoads(contestants: Contestants, rounds: number): Promise<Contest> {
  const load = await alternately(rounds, Object.keys(contestants), (name) => loadOnce(contestants, name));
  return { ...NOTHING, load };
}

/** Lets generators answer short and long prompts in turn; all get the same in a round, and in each round others. */
export function contestGenerators(contestants: Contestants, rounds: number): Promise<Contest> {
  return withOpenSessions(contestants, rounds, async (names, session) => {
    // The first answer compiles and allocates.
    for (const name of names) await session(name).measureAnswer(speedRequest('short', SEEDS.warmUp));
    const short = await alternately(
      rounds * SHORT_ROUNDS,
      names,
      (name, round) => session(name).measureAnswer(speedRequest('short', SEEDS.short + round)),
      patience(),
    );
    const tooSlow = tooSlowFor(short);
    const long = await alternately(
      rounds,
      OURS in tooSlow ? [] : names.filter((name) => !(name in tooSlow)),
      async (name, round): Promise<LongSample> => {
        const seed = SEEDS.long + round;
        const first = await session(name).measureAnswer(speedRequest('long', seed));
        const isSpared = name !== OURS && first.firstTokenMs > MOST_SECOND_MS;
        return { first, second: isSpared ? null : await session(name).measureAnswer(secondRequest(seed)) };
      },
      patience(),
    );
    return { short, long, tooSlow };
  });
}

/** Who would take too long over a long prompt, by how long they took over the short ones, and how many seconds that would be. */
function tooSlowFor(short: Samples<AnswerSample>): Readonly<Record<string, number>> {
  const expected = Object.entries(short).map(([name, answers]) => {
    const ms = LONG_TO_SHORT * median(answers.map(({ firstTokenMs }) => firstTokenMs));
    return { name, ms, most: name === OURS ? MOST_PROMPT_MS.ours : MOST_PROMPT_MS.rivals };
  });
  return Object.fromEntries(expected.flatMap(({ name, ms, most }) => (ms > most ? [[name, ms / 1000]] : [])));
}

/** How many texts are embedded at a time. */
export type TextCounts = Readonly<Record<TextLength, number>>;

/** Lets embedders read short and long texts in turn. */
export function contestEmbedders(
  contestants: Contestants,
  rounds: number,
  counts: TextCounts,
): Promise<Contest> {
  return withOpenSessions(contestants, rounds, async (names, session) => {
    for (const name of names) await session(name).measureTexts(speedTexts(32, 1, SEEDS.warmUp));
    const measure = (length: TextLength): Promise<Samples> =>
      alternately(
        rounds * SHORT_ROUNDS,
        names,
        (name, round) => session(name).measureTexts(speedTexts(length, counts[length], SEEDS.short + round)),
        patience(),
      );
    return { texts: { 32: await measure(32), 256: await measure(256) } };
  });
}

/** Opens everyone as often as there are rounds, and the last time keeps them open for `work`. */
async function withOpenSessions(
  contestants: Contestants,
  rounds: number,
  work: (
    names: readonly string[],
    session: (name: string) => EngineSession,
  ) => Promise<Partial<Omit<Contest, 'load' | 'memory'>>>,
): Promise<Contest> {
  const names = Object.keys(contestants);
  const earlier = await alternately(rounds - 1, names, (name) => loadOnce(contestants, name));
  const sessions = new Map<string, EngineSession>();
  const session = (name: string): EngineSession => {
    const found = sessions.get(name);
    if (!found) throw new Error(`${name} has no session.`);
    return found;
  };
  try {
    for (const name of names) sessions.set(name, await open(contestants, name));
    const measured = await work(names, session);
    const peaks = await Promise.all(
      names.map(async (name) => [name, await session(name).peakBytes()] as const),
    );
    return {
      ...NOTHING,
      ...measured,
      load: Object.fromEntries(names.map((name) => [name, [...(earlier[name] ?? []), session(name).loadMs]])),
      memory: Object.fromEntries(peaks.flatMap(([name, bytes]) => (bytes === null ? [] : [[name, [bytes]]]))),
    };
  } finally {
    await Promise.all([...sessions.values()].map((one) => one.close()));
  }
}

async function loadOnce(contestants: Contestants, name: string): Promise<number> {
  const { loadMs, close } = await open(contestants, name);
  await close();
  return loadMs;
}

function open(contestants: Contestants, name: string): Promise<EngineSession> {
  const start = contestants[name];
  if (!start) throw new Error(`There is no contestant ${name}.`);
  return start();
}

function patience(): () => boolean {
  const startedAt = performance.now();
  return () => performance.now() - startedAt < PATIENCE_MS;
}
