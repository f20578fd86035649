import { expect, it } from 'vitest';
import { LoadProgress } from './load-progress';

it('goes from 0 to 1 and never back, through all of web-llm’s stages', () => {
  const told: number[] = [];
  const progress = new LoadProgress(1000, (fraction) => told.push(fraction));
  progress.report(0, 'Start to fetch params');
  progress.read(500);
  progress.report(1, 'Loading model from cache[1/1]: 1MB loaded. 100% completed, 0 secs elapsed.');
  progress.read(500);
  progress.report(0.5, 'Loading GPU shader modules[5/10]: 50% completed, 1 secs elapsed.');
  progress.report(0.2, 'Loading GPU shader modules[2/10]: 20% completed, 1 secs elapsed.');
  progress.report(1, 'Finish loading on WebGPU');
  progress.done();
  expect(told).toEqual([0, 0.45, 0.9, 0.95, 1]);
});
