import { expect } from 'vitest';
import { ask, ruleOf, type ContractSubject, type SharedModel } from './engine-contract-subject';

/** High enough that a model of any confidence strays. */
const TEMPERATURE = 3;
const TRIES = 4;

/** Sampling: different each time, unless it is seeded. */
export function describeSampling(subject: ContractSubject, loaded: SharedModel): void {
  const rule = ruleOf(subject);
  const sample = async (seed?: number) => {
    const request = { temperature: TEMPERATURE, maxTokens: 4, ...(seed === undefined ? {} : { seed }) };
    return (await ask(loaded(), request)).result.text;
  };

  rule('samples at a temperature', async () => {
    const answers = new Set<string>();
    for (let i = 0; i < TRIES; i += 1) answers.add(await sample());
    expect(answers.size).toBeGreaterThan(1);
  });

  rule('samples the same with the same seed', async () => {
    const first = await sample(7);
    // What else is sampled in between must not move the seeded answer.
    const others = [await sample(8), await sample(), await sample(9)];
    expect(await sample(7)).toBe(first);
    expect(new Set([first, ...others]).size).toBeGreaterThan(1);
  });
}
