import { afterAll } from 'vitest';
import { spawnWebLlmWorker } from '../../../tests/support/web-llm/web-llm-contract-worker';
import { enterWebLlmStage } from '../../../tests/support/web-llm/web-llm-stage';
import { describeEngineContract } from '../engine-contract';
import { createWebLlmEngine } from './web-llm-engine';

const stage = enterWebLlmStage();
afterAll(stage.leave);

describeEngineContract({
  name: 'WebLLM on a stand-in for library and GPU',
  createEngine: createWebLlmEngine,
  generator: stage.generator,
  embedder: stage.embedder,
  skip: {
    'reads a beginning that it knows only once': 'web-llm goes on after whole turns only',
  },
  spawnWorker: spawnWebLlmWorker,
  timeout: 20_000,
  propertyRuns: 8,
});
