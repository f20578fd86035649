import type { GenerateRequest, GenerateResult, RunOptions } from '../../contracts/capabilities';
import { CANCELLED, DesksideError } from '../../contracts/failure';

/** What a measurement needs of a model, whatever runs it. Methods reject with a `DesksideError`. */
export interface MeasurableModel {
  generate(
    request: GenerateRequest,
    options: RunOptions & { readonly onText: (piece: string) => void },
  ): Promise<Pick<GenerateResult, 'text' | 'promptTokens' | 'reusedTokens' | 'newTokens' | 'finish'>>;
  embed(texts: readonly string[], options: RunOptions): Promise<readonly Float32Array[]>;
}

export interface AnswerSample {
  readonly promptTokens: number;
  /** Of them those that were not read again. */
  readonly reusedTokens: number;
  readonly newTokens: number;
  /** Milliseconds from the request to its first text, where it was asked: everything between the model and the asker counts. */
  readonly firstTokenMs: number;
  /** New tokens after the first; null when the answer was too short to tell. */
  readonly tokensPerSecond: number | null;
  readonly text: string;
}

/** Fewer intervals between tokens than this say little. */
const LEAST_INTERVALS = 3;

/** Times one answer. Rejects with `cancelled` when it is cut short. */
export async function measureAnswer(
  model: Pick<MeasurableModel, 'generate'>,
  request: GenerateRequest,
  { signal }: RunOptions = {},
): Promise<AnswerSample> {
  let firstTextAt: number | null = null;
  const startedAt = performance.now();
  const result = await model.generate(request, {
    ...(signal ? { signal } : {}),
    onText: () => {
      firstTextAt ??= performance.now();
    },
  });
  const endedAt = performance.now();
  if (result.finish === 'cancelled') throw new DesksideError(CANCELLED);
  const { promptTokens, reusedTokens, newTokens, text } = result;
  const firstAt = firstTextAt ?? endedAt;
  const intervals = newTokens - 1;
  return {
    ...{ promptTokens, reusedTokens, newTokens, text },
    firstTokenMs: firstAt - startedAt,
    tokensPerSecond:
      intervals >= LEAST_INTERVALS && endedAt > firstAt ? intervals / ((endedAt - firstAt) / 1000) : null,
  };
}
