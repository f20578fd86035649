import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../tests/support/eventually';
import { areaOver, countingEmbedder, LABELS, tableOf } from '../../../tests/support/labels-area';
import { createHistory, type History } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import { createChangeBus, elsewhere } from '../change-bus';
import type { LabelSession, LabelsApi } from './labels-api';

const opened: LabelSession[] = [];
afterEach(() => {
  for (const session of opened.splice(0)) session.close();
});

describe('labels in two tabs', () => {
  let history: History;
  beforeEach(() => {
    history = createHistory(createMemoryHistoryStorage());
  });

  const tabs = async () => {
    const changes = createChangeBus();
    const one = await areaOver(history);
    const labelSets = {
      ...history.labelSets,
      // Each tab reads objects of its own.
      all: async () => structuredClone(await history.labelSets.all()),
    };
    const other = await areaOver({ ...history, labelSets }, countingEmbedder(), changes);
    const tellOther = () => {
      for (const table of ['labelSets', 'labelRuns'] as const) changes.emit(elsewhere(table));
    };
    return { one, other, tellOther };
  };

  it('are the same sets and tables in both, and a set that did not change is judged by as before', async () => {
    const { one, other, tellOther } = await tabs();
    const set = await one.createSet({ name: 'Things', labels: LABELS });
    const runId = await one.addRun(set.id, tableOf(['an apple']));
    tellOther();
    await eventually(() => expect(other.sets.get()).toEqual([set]));
    await eventually(() => expect(other.runs.get().map(({ id }) => id)).toEqual([runId]));
    const [known] = other.sets.get();
    await one.createSet({ name: 'Words', labels: LABELS });
    tellOther();
    await eventually(() => expect(other.sets.get()).toHaveLength(2));
    expect(other.sets.get()[0]).toBe(known);
  });

  it('none of what both change of one set, or of two, at the same time is lost', async () => {
    const { one, other, tellOther } = await tabs();
    const { id: setId } = await one.createSet({ name: 'Things', labels: LABELS });
    const session = await one.open(await one.addRun(setId, tableOf(['an apple', 'a hammer'])));
    opened.push(session);
    const words = await one.createSet({ name: 'Words', labels: LABELS });
    tellOther();
    await eventually(() => expect(other.runs.get()).toHaveLength(1));
    const same = await other.open(session.id);
    opened.push(same);
    await session.correct(0, 'tool');
    const undo = await same.correct(1, 'fruit');
    await one.changeSet(setId, (set) => ({ ...set, name: 'Stuff' }));
    await other.changeSet(words.id, (set) => ({ ...set, leastConfidence: 0.6 }));
    const third = await areaOver(history);
    expect(third.sets.get()).toMatchObject([
      { name: 'Stuff', examples: [{ text: 'an apple' }, { text: 'a hammer' }] },
      { name: 'Words', leastConfidence: 0.6 },
    ]);

    await one.changeSet(setId, (set) => ({ ...set, leastConfidence: 0.2 }));
    await undo();
    expect((await areaOver(history)).sets.get()[0]).toMatchObject({
      ...{ name: 'Stuff', leastConfidence: 0.2, examples: [{ text: 'an apple' }] },
    });
  });

  it('a set that one has removed is not brought back by a change in the other, and comes back as it was last', async () => {
    const { one, other, tellOther } = await tabs();
    const set = await one.createSet({ name: 'Things', labels: LABELS });
    tellOther();
    await eventually(() => expect(other.sets.get()).toHaveLength(1));
    await other.changeSet(set.id, (now) => ({ ...now, name: 'Stuff' }));
    const undo = await one.removeSet(set.id);
    await expect(other.changeSet(set.id, (now) => ({ ...now, name: 'Odds' }))).rejects.toThrow(/set is gone/);
    expect((await areaOver(history)).sets.get()).toEqual([]);
    await undo();
    expect((await areaOver(history)).sets.get()).toEqual([{ ...set, name: 'Stuff' }]);
  });

  it('none of two tables that are added at the same time is lost, and one that was removed stays so', async () => {
    const { one, other, tellOther } = await tabs();
    const set = await one.createSet({ name: 'Things', labels: LABELS });
    tellOther();
    await eventually(() => expect(other.sets.get()).toHaveLength(1));
    const many = (api: LabelsApi) =>
      Promise.all(['an apple', 'a saw', 'a drill'].map((text) => api.addRun(set.id, tableOf([text]))));
    const [first, second] = await Promise.all([many(one), many(other)]);
    for (const id of first) await one.removeRun(id);
    const session = await other.open(second[0] ?? '');
    opened.push(session);
    session.start();
    await eventually(() => expect(session.progress.get().state).toBe('done'));
    tellOther();
    await eventually(() =>
      expect(
        other.runs
          .get()
          .map(({ id }) => id)
          .sort(),
      ).toEqual(second.toSorted()),
    );
  });
});
