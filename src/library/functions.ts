import type {
  GenerateRequest,
  GenerateResult,
  PromptDialect,
  RunOptions,
  TextEmbedder,
  TextGenerator,
} from '../contracts/capabilities';
import { GENERAL_PROMPTS } from '../models/catalogue/general-prompts';

/** Turns texts into vectors, one for each, in order. They need not be of length 1. */
export type EmbedFunction = (
  texts: readonly string[],
  options: RunOptions,
) => Promise<readonly (ArrayLike<number> & Iterable<number>)[]>;

/** Writes what follows the turns. `onText` gets each piece as it comes, where the model can stream. */
export type GenerateFunction = (
  request: GenerateRequest,
  options: RunOptions & { readonly onText?: (piece: string) => void },
) => Promise<string | GenerateResult>;

/** An embedder of your own for the tasks, from a function. */
export function embedderFrom(embed: EmbedFunction, modelId = 'own'): TextEmbedder {
  return {
    modelId,
    embed: async (texts, options = {}) => (await embed(texts, options)).map((vector) => toUnit(vector)),
  };
}

/** A generator of your own for the tasks, from a function. `prompts` says how the model wants to be asked; plain instructions when left out. */
export function generatorFrom(
  generate: GenerateFunction,
  { modelId = 'own', prompts = GENERAL_PROMPTS }: { modelId?: string; prompts?: PromptDialect } = {},
): TextGenerator {
  return {
    modelId,
    prompts,
    async generate(request, options = {}) {
      const startedAt = performance.now();
      const answer = await generate(request, options);
      if (typeof answer !== 'string') return answer;
      const totalMs = performance.now() - startedAt;
      return {
        text: answer,
        ...{ promptTokens: 0, reusedTokens: 0, newTokens: 0, firstTokenMs: totalMs, totalMs },
        finish: options.signal?.aborted ? 'cancelled' : 'stop',
      };
    },
  };
}

function toUnit(vector: Iterable<number>): Float32Array {
  const values = Float32Array.from(vector);
  const length = Math.hypot(...values);
  return length === 0 ? values : values.map((value) => value / length);
}
