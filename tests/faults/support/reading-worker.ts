/** A worker that reads a model as the inference worker does; for the tests of the store in a real browser. */
import { attempt } from '../../../src/contracts/failure';
import { sha256 } from '../../../src/models/sha256';
import { openWeightStore } from '../../../src/models/weight-store';

export interface ReadRequest {
  readonly modelId: string;
  readonly path: string;
  readonly withoutDatabase: boolean;
}

self.onmessage = async ({ data }: MessageEvent<ReadRequest>) => {
  if (data.withoutDatabase) {
    IDBFactory.prototype.open = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
  }
  const read = await attempt(async () => {
    const store = await openWeightStore();
    return sha256(await (await store.reader(data.modelId)).buffer(data.path));
  });
  self.postMessage(read);
};
