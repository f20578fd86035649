import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRoom, type RoomRequest } from './plan-room';

const model = fc.record({
  bytes: fc.nat(1000),
  lastUsedAt: fc.option(fc.integer({ min: 1, max: 20 })),
  keep: fc.boolean(),
});
const request: fc.Arbitrary<RoomRequest> = fc.record({
  neededBytes: fc.nat(3000),
  freeBytes: fc.option(fc.nat(1500)),
  models: fc
    .array(model, { maxLength: 8 })
    .map((list) => list.map((each, index) => ({ ...each, modelId: `m${index}`, name: `Model ${index}` }))),
});

const sum = (models: readonly { readonly bytes: number }[]): number =>
  models.reduce((total, { bytes }) => total + bytes, 0);
const mega = 1e6;
const stored = (modelId: string, megabytes: number, lastUsedAt: number | null, keep = false) => ({
  modelId,
  name: modelId,
  bytes: megabytes * mega,
  lastUsedAt,
  keep,
});

describe('a plan to make room', () => {
  it('makes the model fit, or proposes nothing', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { neededBytes, freeBytes, remove } = planRoom(asked);
        expect(neededBytes).toBeGreaterThanOrEqual(asked.neededBytes);
        const free = freeBytes ?? 0;
        const removable = asked.models.filter(({ keep }) => !keep);
        if (free < neededBytes && free + sum(removable) >= neededBytes)
          expect(free + sum(remove)).toBeGreaterThanOrEqual(neededBytes);
        else expect(remove).toEqual([]);
      }),
    );
  });

  it('never takes a model that is to stay, and none without need', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { neededBytes, freeBytes, remove } = planRoom(asked);
        const kept = new Set(asked.models.filter(({ keep }) => keep).map(({ modelId }) => modelId));
        for (const { modelId, bytes } of remove) {
          expect(kept).not.toContain(modelId);
          expect((freeBytes ?? 0) + sum(remove) - bytes).toBeLessThan(neededBytes);
        }
      }),
    );
  });

  it('spares a model where all that were used before it are enough', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { neededBytes, freeBytes, remove } = planRoom(asked);
        for (const { lastUsedAt } of remove) {
          const before = asked.models.filter(
            (each) => !each.keep && (each.lastUsedAt ?? 0) < (lastUsedAt ?? 0),
          );
          expect((freeBytes ?? 0) + sum(before)).toBeLessThan(neededBytes);
        }
      }),
    );
  });

  it('takes the least recently used first, and names them in that order', () => {
    const models = [stored('today', 500, 30), stored('never', 100, null), stored('last year', 300, 10)];
    const plan = planRoom({ neededBytes: 350 * mega, freeBytes: 0, models });
    expect(plan.remove.map(({ modelId }) => modelId)).toEqual(['never', 'last year']);
    expect(plan.remove[0]).toEqual({ modelId: 'never', name: 'never', bytes: 100 * mega, lastUsedAt: null });
  });

  it('leaves a small model alone where a large one has to go in any case', () => {
    const models = [stored('small', 10, 1), stored('large', 900, 2)];
    const plan = planRoom({ neededBytes: 500 * mega, freeBytes: 0, models });
    expect(plan.remove.map(({ modelId }) => modelId)).toEqual(['large']);
  });

  it('counts what the browser needs for itself', () => {
    const plan = planRoom({ neededBytes: 100 * mega, freeBytes: 101 * mega, models: [stored('old', 5, 1)] });
    expect(plan.remove).toHaveLength(1);
  });
});
