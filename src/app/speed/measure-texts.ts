import type { RunOptions } from '../../contracts/capabilities';
import type { MeasurableModel } from './measure-answer';

/** Texts a second, embedded by one call. Rejects with `cancelled`. */
export async function measureTexts(
  model: Pick<MeasurableModel, 'embed'>,
  texts: readonly string[],
  { signal }: RunOptions = {},
): Promise<number> {
  const startedAt = performance.now();
  const vectors = await model.embed(texts, signal ? { signal } : {});
  const seconds = (performance.now() - startedAt) / 1000;
  return vectors.length / seconds;
}
