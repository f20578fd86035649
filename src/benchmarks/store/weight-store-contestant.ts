import type { ModelEntry, WeightReader } from '../../contracts/model';
import { createInstaller } from '../../models/installer';
import { openWeightStore, type WeightStore } from '../../models/weight-store';
import type { StoreContestant } from './store-contestant';

// A worker makes one measurement of one model, and opens each of these once for it, as the inference worker does.
let opened: Promise<WeightStore> | null = null;
let reading: Promise<WeightReader> | null = null;

const openFor = (model: ModelEntry): Promise<WeightStore> =>
  (opened ??= openWeightStore({ catalogue: [model] }));
const readerFor = (model: ModelEntry): Promise<WeightReader> =>
  (reading ??= openFor(model).then((store) => store.reader(model.id)));

/** Deskside's own store, as the app and its engines use it: everything that it checks is checked. */
export const weightStoreContestant: StoreContestant = {
  async install(model) {
    await createInstaller({ store: await openFor(model) }).install(model);
  },
  buffer: async (model, file) => (await readerFor(model)).buffer(file.path),
  stream: async (model, file) => (await readerFor(model)).stream(file.path),
  remove: async (model) => (await openFor(model)).remove(model.id),
};
