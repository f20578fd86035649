import { expect, it } from 'vitest';
import { createProgressTracker } from './progress';

it('says from the start of a run what is done, and nothing of the run before', () => {
  const { progress, start, begin, advance, finish } = createProgressTracker({ now: () => 0 });
  start();
  expect(progress.get()).toMatchObject({ state: 'running', activity: 'Getting the models ready', total: 0 });
  begin('phrase', 2);
  advance(2);
  finish('done');
  start();
  expect(progress.get()).toMatchObject({ stage: 'models', done: 0, total: 0 });
  expect(progress.get().activity).toBe('Getting the models ready');
});
