import type { RunOptions } from '../../contracts/capabilities';
import { measureAnswer, type AnswerSample, type MeasurableModel } from './measure-answer';
import { measureTexts } from './measure-texts';
import { median } from './median';
import type { EmbeddingSpeed, GenerationSpeed, PromptSpeed, SpeedStep } from './speed-report';
import { secondRequest, speedRequest, speedTexts, type TextLength } from './speed-requests';

export interface MeasureOptions extends RunOptions {
  /** A number that no other request of this run has had. */
  readonly nextSeed: () => number;
  readonly onStep: (step: SpeedStep) => void;
}

const ROUNDS = 3;
/** Tokens of the first answer, which does not count: the runtime compiles and allocates while it writes them. */
const WARM_UP_TOKENS = 4;
/** Whoever would have to wait longer for the first word of a long mail need not be told how much longer. */
const MOST_PROMPT_MS = 60_000;
/** Tokens that a long prompt takes with its answer, in vocabularies that cut finer than the starter's too. */
const LONG_TOKENS = 1400;
/** A long prompt takes at least as long a token as a short one; some twenty times the tokens. */
const LONG_TO_SHORT = 20;
/** Texts of each length for a round: about a second's worth on a processor. */
const TEXT_COUNTS: Readonly<Record<TextLength, number>> = { 32: 24, 256: 6 };

/** How fast a generator is. `long` and `second` are null where they would take minutes, or do not fit into its context. */
export async function measureGenerator(
  model: MeasurableModel,
  { contextLength, ...options }: MeasureOptions & { readonly contextLength: number },
): Promise<GenerationSpeed> {
  const { onStep, nextSeed } = options;
  onStep('short');
  await measureAnswer(model, speedRequest('short', nextSeed(), WARM_UP_TOKENS), options);
  const short = toSpeed(
    await inRounds(() => measureAnswer(model, speedRequest('short', nextSeed()), options)),
  );
  const isTooSlow = short.firstTokenMs * LONG_TO_SHORT > MOST_PROMPT_MS;
  if (isTooSlow || contextLength < LONG_TOKENS) return { short, long: null, second: null };
  onStep('long');
  const seed = nextSeed();
  const long = await measureAnswer(model, speedRequest('long', seed), options);
  onStep('second');
  const { promptTokens, reusedTokens, firstTokenMs } = await measureAnswer(
    model,
    secondRequest(seed),
    options,
  );
  return { short, long: toSpeed([long]), second: { promptTokens, reusedTokens, firstTokenMs } };
}

/** How fast an embedder is. */
export async function measureEmbedder(
  model: MeasurableModel,
  options: MeasureOptions,
): Promise<EmbeddingSpeed> {
  const { onStep, nextSeed } = options;
  const measure = (length: TextLength, count = TEXT_COUNTS[length]): Promise<number> =>
    measureTexts(model, speedTexts(length, count, nextSeed()), options);
  onStep('texts');
  await measure(256, 1);
  return {
    shortTextsPerSecond: median(await inRounds(() => measure(32))),
    longTextsPerSecond: median(await inRounds(() => measure(256))),
  };
}

async function inRounds<T>(measure: () => Promise<T>): Promise<readonly T[]> {
  const samples: T[] = [];
  for (let round = 0; round < ROUNDS; round += 1) samples.push(await measure());
  return samples;
}

function toSpeed(samples: readonly AnswerSample[]): PromptSpeed {
  const rates = samples.flatMap(({ tokensPerSecond }) => (tokensPerSecond === null ? [] : [tokensPerSecond]));
  return {
    promptTokens: median(samples.map(({ promptTokens }) => promptTokens)),
    firstTokenMs: median(samples.map(({ firstTokenMs }) => firstTokenMs)),
    tokensPerSecond: rates.length > 0 ? median(rates) : null,
  };
}
