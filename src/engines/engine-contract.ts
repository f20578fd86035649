import { describe } from 'vitest';
import { describeCancelling } from './engine-contract-cancelling';
import { describeEmbedding } from './engine-contract-embedding';
import { describeGeneration, describeSmokeGeneration } from './engine-contract-generation';
import { describeLoading } from './engine-contract-loading';
import { describeQueueing } from './engine-contract-queueing';
import { describeSampling } from './engine-contract-sampling';
import { describeSchema } from './engine-contract-schema';
import { loadOnce, type ContractSubject } from './engine-contract-subject';
import { describeWorkerLife } from './engine-contract-worker';

export type { ContractSubject, ContractTarget, ContractWorker } from './engine-contract-subject';

/** What every engine must do. Each engine's own tests call this with real targets. */
export function describeEngineContract(subject: ContractSubject): void {
  const { generator, embedder } = subject;
  describe(`${subject.name} keeps the engine contract`, { timeout: subject.timeout }, () => {
    if (generator && subject.scope === 'smoke') {
      describe('as a generator', () => describeSmokeGeneration(subject, generator));
    } else if (generator) {
      describe('as a generator', () => {
        const loaded = loadOnce(subject, generator);
        describeGeneration(subject, generator, loaded);
        describeSampling(subject, loaded);
        describeSchema(subject, loaded);
        describeCancelling(subject, generator, loaded);
        describeQueueing(subject, generator, loaded);
        describeLoading(subject, generator, loaded);
      });
    }
    if (embedder) {
      describe('as an embedder', () => {
        const loaded = loadOnce(subject, embedder);
        describeEmbedding(subject, loaded);
        describeQueueing(subject, embedder, loaded);
        describeLoading(subject, embedder, loaded);
      });
    }
    describeWorkerLife(subject);
  });
}
