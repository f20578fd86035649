import type { LoadedModel } from '../contracts/engine';
import { CANCELLED, DesksideError, type Failure } from '../contracts/failure';
import type { ModelEntry } from '../contracts/model';

/**
 * Asks a freshly loaded model what it must know; null when the answer is right. Some GPUs and drivers compute nonsense without any
 * error (web-llm issue 356), and a model that has passed this once on a machine can fail there after an update, so it runs at each load.
 * Rejects as `generate` and `embed` do, and with `cancelled`.
 */
export async function checkKnownAnswer(
  entry: ModelEntry,
  model: LoadedModel,
  signal: AbortSignal,
): Promise<Failure | null> {
  const { knownAnswer } = entry;
  switch (knownAnswer.kind) {
    case 'none':
      return null;
    case 'embed': {
      const [vector] = await model.embed([knownAnswer.text], signal);
      const differences = knownAnswer.expected.map((value, i) => Math.abs(value - (vector?.[i] ?? NaN)));
      // Written so that NaN fails.
      if (differences.every((difference) => difference <= knownAnswer.tolerance)) return null;
      return failed(entry, model, `largest difference ${Math.max(...differences)}`);
    }
    case 'nearer': {
      const { text, near, far } = knownAnswer;
      const [of, ofNear, ofFar] = await model.embed([text, near, far], signal);
      const [toNear, toFar] = [cosine(of, ofNear), cosine(of, ofFar)];
      return toNear > toFar ? null : failed(entry, model, `nearer ${toNear}, farther ${toFar}`);
    }
    case 'generate': {
      const { prompt, maxTokens, expected, match = 'exact' } = knownAnswer;
      const turns = [{ role: 'user' as const, content: prompt }];
      const { text, finish } = await model.generate({ turns, maxTokens }, () => undefined, signal);
      if (finish === 'cancelled') throw new DesksideError(CANCELLED);
      const right = match === 'exact' ? text.trim() === expected : text.includes(expected);
      return right ? null : failed(entry, model, `answered "${text}"`);
    }
  }
}

/** Of unit vectors; NaN, which no comparison accepts, where one is missing or not a number. */
function cosine(one: Float32Array | undefined, other: Float32Array | undefined): number {
  if (!one || !other) return NaN;
  return one.reduce((sum, value, i) => sum + value * (other[i] ?? NaN), 0);
}

function failed(entry: ModelEntry, model: LoadedModel, detail: string): Failure {
  const where = model.device === 'webgpu' ? "This machine's graphics processor" : 'This browser';
  return {
    code: 'known-answer-failed',
    message: `${where} computes wrong results with ${entry.name}, so it is not used. An update of the browser or the graphics driver may help.`,
    retryable: false,
    detail,
  };
}
