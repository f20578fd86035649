import type { ContractWorker } from '../../../src/engines/engine-contract';
import { toContractWorker } from '../contract-worker';

/** What a test posts to the worker. */
export const LOSE_DEVICE = 'deskside-test: lose the stand-in for the GPU';

export function spawnWebLlmWorker(): ContractWorker {
  const worker = new Worker(new URL('./web-llm-worker.ts', import.meta.url), { type: 'module' });
  return { ...toContractWorker(worker), loseDevice: () => worker.postMessage(LOSE_DEVICE) };
}
