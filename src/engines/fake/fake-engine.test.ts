import { startFakeWorker } from '../../../tests/support/fake-inference-worker';
import type { Failure } from '../../contracts/failure';
import { describeEngineContract, type ContractTarget, type ContractWorker } from '../engine-contract';
import { createFakeEngine } from './fake-engine';
import { FAKE_EMBEDDER, FAKE_GENERATOR, fakeWeights } from './fake-models';

const DEVICE_LOST: Failure = { code: 'device-lost', message: 'The device was lost.', retryable: true };

/** On "WebGPU", so that it has a device to lose. */
const target = (model: typeof FAKE_GENERATOR): ContractTarget => {
  const variant = model.variants.find(({ device }) => device === 'webgpu');
  if (!variant) throw new Error('a fake model has a variant for each device');
  return { model, variant, weights: fakeWeights(model), threads: 1 };
};

function spawnWorker(): ContractWorker {
  let lost = false;
  const worker = startFakeWorker({ failAtToken: () => (lost ? DEVICE_LOST : null) });
  return {
    worker,
    kill: () => worker.crash(),
    loseDevice: () => {
      lost = true;
    },
  };
}

describeEngineContract({
  name: 'The fake engine',
  createEngine: () => createFakeEngine({ readMs: 30 }),
  generator: target(FAKE_GENERATOR),
  embedder: target(FAKE_EMBEDDER),
  timeout: 5000,
  propertyRuns: 30,
  spawnWorker,
});
