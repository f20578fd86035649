import { expect, it } from 'vitest';
import sample from '../../public/samples/harbour/evaluation-run.json' with { type: 'json' };
import head from '../../src/tasks/classify/triage-head.json' with { type: 'json' };
import salience from '../../src/tasks/summarise/salience-weights.json' with { type: 'json' };

it('holds weights of the kind that ship, fitted without the sample (else run scripts/training/write-sample-held-out.ts)', () => {
  const { heldOut } = sample;
  expect(heldOut.nights).toEqual(['harbour']);
  expect(heldOut.head.cues).toEqual(head.cues);
  expect(Object.keys(heldOut.salience.weights)).toEqual(Object.keys(salience.weights));
  expect(heldOut.head.category).not.toEqual(head.category);
  expect(heldOut.salience).not.toEqual(salience);
});
