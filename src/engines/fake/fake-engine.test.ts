import { describeEngineContract, type ContractTarget } from '../engine-contract';
import { createFakeEngine } from './fake-engine';
import { FAKE_EMBEDDER, FAKE_GENERATOR, fakeWeights } from './fake-models';

const target = (model: typeof FAKE_GENERATOR): ContractTarget => {
  const [variant] = model.variants;
  if (!variant) throw new Error('a fake model has a variant');
  return { model, variant, weights: fakeWeights(model), threads: 1 };
};

describeEngineContract({
  name: 'The fake engine',
  createEngine: createFakeEngine,
  generator: target(FAKE_GENERATOR),
  embedder: target(FAKE_EMBEDDER),
  timeout: 5000,
  skip: { 'samples at a temperature': 'it always echoes' },
});
