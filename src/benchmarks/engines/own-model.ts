import type { VariantPin } from '../../contracts/model-choice';
import type { InferenceClient } from '../../worker-client/inference-client';
import type { VariantOnTrial } from '../../worker-client/variant-on-trial';
import type { HeldModel } from './engine-benchmark-api';

/** Keeps a model that is lent for the time of a call until it is closed. Rejects with the failure of the load. */
export function openOwnModel(
  client: Pick<InferenceClient, 'withVariant'>,
  modelId: string,
  way: VariantPin,
): Promise<HeldModel> {
  return new Promise((resolve, reject) => {
    const hold = async (model: VariantOnTrial): Promise<void> => {
      await new Promise<void>((giveBack) => {
        resolve({
          generate: model.generate,
          embed: model.embed,
          close: async () => giveBack(),
        });
      });
    };
    client.withVariant(modelId, way, hold).catch(reject);
  });
}
