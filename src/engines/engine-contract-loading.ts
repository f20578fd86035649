import { expect } from 'vitest';
import type { LoadedModel } from '../contracts/engine';
import {
  failureOf,
  NEVER,
  ruleOf,
  type ContractSubject,
  type ContractTarget,
  type SharedModel,
} from './engine-contract-subject';

/** Of a variant's peak, what may stay behind after the second load more than after the first. A copy of the weights would be more. */
const ALLOWED_GROWTH = 0.1;

/** Loading, unloading and what they leave behind. */
export function describeLoading(subject: ContractSubject, target: ContractTarget, loaded: SharedModel): void {
  const rule = ruleOf(subject);

  rule('loads again after unloading', async () => {
    const before = await signOf(loaded());
    await loaded().unload();
    await loaded.again();
    expect(await signOf(loaded())).toBe(before);
  });

  rule('tells how far the load is', async () => {
    await loaded().unload();
    const told: number[] = [];
    await loaded.again((fraction) => told.push(fraction));
    const atEnd = told.length;
    await signOf(loaded());
    expect(told.length).toBeGreaterThan(1);
    expect(told.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
    expect(told).toHaveLength(atEnd);
  });

  rule('does not load when cancelled', async () => {
    const cancelled = subject.createEngine().load({ ...target, signal: AbortSignal.abort() });
    expect(await failureOf(cancelled)).toBe('cancelled');
  });

  rule(
    'gives its memory back',
    async () => {
      const memoryInUse = subject.memoryInUse ?? expect.unreachable('skipped without a measure');
      const memoryAfterUse = async () => {
        await signOf(loaded());
        await loaded().unload();
        return memoryInUse();
      };
      const first = await memoryAfterUse();
      await loaded.again();
      const second = await memoryAfterUse();
      await loaded.again();
      expect(second - first).toBeLessThanOrEqual(target.variant.peakBytes * ALLOWED_GROWTH);
    },
    subject.memoryInUse ? undefined : 'its memory cannot be measured from here',
  );
}

/** Something short that two loads of one model agree on. */
async function signOf(model: LoadedModel): Promise<string> {
  const turns = [{ role: 'user' as const, content: 'Say: good morning.' }];
  const written = await model.generate({ turns, maxTokens: 4 }, () => undefined, NEVER).catch(() => null);
  if (written) return written.text;
  const [vector = new Float32Array()] = await model.embed(['Good morning.'], NEVER);
  return vector.slice(0, 4).join(' ');
}
