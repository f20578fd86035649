import type { ContractWorker } from '../../src/engines/engine-contract';
import { loseDevice } from './gpu-device-loss';

/** What the contract suite does to a real worker. */
export function toContractWorker(worker: Worker): ContractWorker {
  return {
    worker,
    kill() {
      worker.terminate();
      // A killed worker says nothing; the client would notice by its silence, but only after a minute.
      worker.dispatchEvent(new ErrorEvent('error', { message: 'killed by a test' }));
    },
    loseDevice: () => loseDevice(worker),
  };
}
