import { DesksideError } from '../contracts/failure';
import type { WeightReader } from '../contracts/model';

/** The files of a model that others run: there are none here. */
export function noWeights(modelId: string): WeightReader {
  const refuse = async (path: string): Promise<never> => {
    throw new DesksideError({
      code: 'internal',
      message: 'This model has no files on this machine.',
      retryable: false,
      detail: `${modelId}: ${path}`,
    });
  };
  return { modelId, files: [], stream: refuse, buffer: refuse };
}
