import * as Comlink from 'comlink';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../tests/support/eventually';
import type { TextEmbedder } from '../../contracts/capabilities';
import { createHistory, type History } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import { parseTable } from '../../importers/tables/read-table';
import { createLabelService } from '../../tasks/label/label-service';
import type { WorkerLike } from '../../worker-client/worker-lane';
import type { AreaParts } from '../area-parts';
import { createChangeBus, elsewhere } from '../change-bus';
import { createLabels } from './create-labels';
import type { LabelSession, LabelsApi, LabelSource } from './labels-api';

const LABELS = [
  { name: 'fruit', description: 'apple pear plum' },
  { name: 'tool', description: 'hammer saw drill' },
];
const WORDS = ['apple', 'pear', 'plum', 'hammer', 'saw', 'drill', 'basket'];

/** Knows a few words; counts what it is asked. */
function countingEmbedder(): TextEmbedder & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    modelId: 'all-minilm-l6-v2',
    asked,
    async embed(texts, { signal } = {}) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      signal?.throwIfAborted();
      asked.push(...texts);
      return texts.map((text) => {
        const vector = Float32Array.from(WORDS, (word) => (text.includes(word) ? 1 : 0.05));
        const length = Math.hypot(...vector);
        return vector.map((value) => value / length);
      });
    },
  };
}

/** The service itself, at the other end of a channel. */
function spawnLabels(): WorkerLike {
  const { port1, port2 } = new MessageChannel();
  Comlink.expose(createLabelService(), port2);
  const terminate = (): void => {
    port1.close();
    port2.close();
  };
  return Object.assign(port1, { terminate }) as unknown as WorkerLike;
}

const opened: LabelSession[] = [];
afterEach(() => {
  for (const session of opened.splice(0)) session.close();
});

function areaOver(
  history: History,
  embedder: TextEmbedder = countingEmbedder(),
  changes = createChangeBus(),
): Promise<LabelsApi> {
  const parts = {
    ...{ history, changes },
    models: { embedder: async () => embedder },
    settings: { get: () => ({ embedderId: embedder.modelId }) },
    clock: { now: () => 0 },
    spawnLabels,
  };
  return createLabels(parts as unknown as AreaParts);
}

function tableOf(texts: readonly string[], given: readonly string[] = []): LabelSource {
  return {
    name: 'things.csv',
    columns: ['id', 'text', 'given'],
    rows: texts.map((text, index) => [`${index}`, text, given[index] ?? '']),
    separator: ';',
    textColumns: [1],
    titleColumn: null,
    labelColumn: given.length > 0 ? 2 : null,
    writtenColumns: [0, 1],
  };
}

async function begun(api: LabelsApi, source: LabelSource): Promise<LabelSession> {
  const set = await api.createSet({ name: 'Things', labels: LABELS });
  const session = await api.open(await api.addRun(set.id, source));
  opened.push(session);
  return session;
}

const settled = (session: LabelSession): Promise<void> =>
  eventually(() =>
    expect(session.progress.get()).toMatchObject({ state: 'done', relabelling: false, failure: null }),
  );

const labelsOf = (session: LabelSession): (string | null | undefined)[] =>
  session.rows.get().map(({ told, verdict }) => told ?? verdict?.likeliest);

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
    const session = await begun(one, tableOf(['an apple', 'a hammer']));
    const words = await one.createSet({ name: 'Words', labels: LABELS });
    tellOther();
    await eventually(() => expect(other.runs.get()).toHaveLength(1));
    const same = await other.open(session.id);
    opened.push(same);
    await session.correct(0, 'tool');
    const undo = await same.correct(1, 'fruit');
    await one.changeSet(session.labelSetId, (set) => ({ ...set, name: 'Stuff' }));
    await other.changeSet(words.id, (set) => ({ ...set, leastConfidence: 0.6 }));
    const third = await areaOver(history);
    expect(third.sets.get()).toMatchObject([
      { name: 'Stuff', examples: [{ text: 'an apple' }, { text: 'a hammer' }] },
      { name: 'Words', leastConfidence: 0.6 },
    ]);

    await one.changeSet(session.labelSetId, (set) => ({ ...set, leastConfidence: 0.2 }));
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
    await settled(session);
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

describe('labels', () => {
  it('labels a table and writes it out with label, confidence and reasons', async () => {
    const api = await areaOver(createHistory(createMemoryHistoryStorage()), countingEmbedder());
    const session = await begun(api, tableOf(['an apple; red', 'a hammer', '=a saw']));
    session.start();
    await settled(session);
    expect(labelsOf(session)).toEqual(['fruit', 'tool', 'tool']);

    const { columns, rows } = parseTable(await (await session.toCsv()).text(), { separator: ';' });
    expect(columns).toEqual(['id', 'text', 'label', 'confidence', 'reasons']);
    expect(rows.map((row) => row[1])).toEqual(['an apple; red', 'a hammer', "'=a saw"]);
    for (const row of rows) {
      expect(Number(row[3])).toBeGreaterThan(0);
      expect(row[4]).not.toBe('');
    }
  });

  it('labels the others anew after a correction, and takes it back', async () => {
    const api = await areaOver(createHistory(createMemoryHistoryStorage()), countingEmbedder());
    const session = await begun(api, tableOf(['a basket', 'the basket', 'an apple', 'a hammer']));
    session.start();
    await settled(session);
    const before = labelsOf(session);
    const other = before[1] === 'fruit' ? 'tool' : 'fruit';

    const undo = await session.correct(0, other);
    expect(session.rows.get()[0]?.told).toBe(other);
    await eventually(() => expect(labelsOf(session)[1]).toBe(other));
    await undo();
    await eventually(() => expect(labelsOf(session)).toEqual(before));
    expect(api.sets.get()[0]?.examples).toEqual([]);
  });

  it('goes on after a reload without reading any row again', async () => {
    const storage = createMemoryHistoryStorage();
    const texts = Array.from({ length: 150 }, (_, i) => (i % 2 === 0 ? `apple ${i}` : `saw ${i}`));
    const first = await areaOver(createHistory(storage), countingEmbedder());
    const session = await begun(first, tableOf(texts));
    session.start();
    await eventually(() => expect(first.runs.get()[0]?.done).toBeGreaterThanOrEqual(64));
    session.close();
    await eventually(() => expect(session.progress.get().state).not.toBe('running'));

    const embedder = countingEmbedder();
    const second = await areaOver(createHistory(storage), embedder);
    const run = second.runs.get()[0];
    const again = await second.open(run?.id ?? '');
    opened.push(again);
    const done = again.progress.get().done;
    expect(done).toBeGreaterThanOrEqual(64);
    again.start();
    await settled(again);
    expect(embedder.asked.filter((text) => texts.slice(0, done).includes(text))).toEqual([]);
    expect(labelsOf(again).every((label, i) => label === (i % 2 === 0 ? 'fruit' : 'tool'))).toBe(true);
  });

  it('stops where the user pauses, and keeps what was read', async () => {
    const api = await areaOver(createHistory(createMemoryHistoryStorage()), countingEmbedder());
    const session = await begun(api, tableOf(Array.from({ length: 400 }, (_, i) => `plum ${i}`)));
    session.start();
    await eventually(() => expect(session.progress.get().done).toBeGreaterThan(64));
    session.pause();
    await eventually(() => expect(session.progress.get().state).toBe('paused'));
    expect(session.progress.get().done).toBeLessThan(400);
    expect(session.rows.get()[0]?.verdict?.likeliest).toBe('fruit');
  });

  it('goes on when it is asked to while it still labels what was read before a pause', async () => {
    const api = await areaOver(createHistory(createMemoryHistoryStorage()), countingEmbedder());
    const session = await begun(api, tableOf(Array.from({ length: 400 }, (_, i) => `plum ${i}`)));
    session.start();
    await eventually(() => expect(session.progress.get().done).toBeGreaterThan(64));
    session.pause();
    await eventually(() => expect(session.progress.get().state).toBe('paused'));
    session.start();
    await settled(session);
    expect(session.rows.get().every(({ verdict }) => verdict?.likeliest === 'fruit')).toBe(true);
  });

  it('keeps both of two corrections that come at once', async () => {
    const api = await areaOver(createHistory(createMemoryHistoryStorage()), countingEmbedder());
    const session = await begun(api, tableOf(['an apple', 'a hammer']));
    session.start();
    await settled(session);
    await Promise.all([session.correct(0, 'tool'), session.correct(1, 'fruit')]);
    expect(api.sets.get()[0]?.examples).toHaveLength(2);
    await settled(session);
    expect(labelsOf(session)).toEqual(['tool', 'fruit']);
  });

  it('labels all rows once the model is there again', async () => {
    const embedder = countingEmbedder();
    let broken = true;
    const embed: TextEmbedder['embed'] = async (texts, options) => {
      // Labels are embedded when the rows have been read.
      if (broken && texts.some((text) => text.includes('hammer saw'))) throw new Error('gone');
      return embedder.embed(texts, options);
    };
    const api = await areaOver(createHistory(createMemoryHistoryStorage()), { ...embedder, embed });
    const session = await begun(api, tableOf(['an apple', 'a saw']));
    session.start();
    await eventually(() => expect(session.progress.get()).toMatchObject({ state: 'failed' }));
    broken = false;
    session.start();
    await settled(session);
    expect(labelsOf(session)).toEqual(['fruit', 'tool']);
  });

  it('opens a table once when it is asked to twice', async () => {
    const api = await areaOver(createHistory(createMemoryHistoryStorage()), countingEmbedder());
    const session = await begun(api, tableOf(['an apple']));
    const id = await api.addRun(session.labelSetId, tableOf(['a pear']));
    const [one, other] = await Promise.all([api.open(id), api.open(id)]);
    opened.push(one);
    expect(one).toBe(other);
  });

  it('takes labels that a table gives for examples and for new labels', async () => {
    const api = await areaOver(createHistory(createMemoryHistoryStorage()), countingEmbedder());
    await begun(api, tableOf(['a basket', 'an apple', 'a pear'], ['furniture', 'fruit', '']));
    const [set] = api.sets.get();
    expect(set?.labels.map(({ name }) => name)).toEqual(['fruit', 'tool', 'furniture']);
    expect(set?.examples).toEqual([
      { text: 'a basket', label: 'furniture' },
      { text: 'an apple', label: 'fruit' },
    ]);
  });

  it('brings back a set and a run that were removed', async () => {
    const api = await areaOver(createHistory(createMemoryHistoryStorage()), countingEmbedder());
    const session = await begun(api, tableOf(['an apple']));
    const undoRun = await api.removeRun(session.id);
    expect(api.runs.get()).toEqual([]);
    await undoRun();
    expect((await api.open(session.id)).rows.get()).toHaveLength(1);
    const undoSet = await api.removeSet(session.labelSetId);
    expect(api.sets.get()).toEqual([]);
    expect(api.runs.get()).toEqual([]);
    await undoSet();
    expect(api.sets.get()).toHaveLength(1);
    expect((await api.open(session.id)).rows.get()).toHaveLength(1);
  });

  it('says what is missing where there is nothing to label', async () => {
    const api = await areaOver(createHistory(createMemoryHistoryStorage()), countingEmbedder());
    const set = await api.createSet({ name: 'Things', labels: LABELS });
    await expect(api.addDocumentRun(set.id)).rejects.toThrow(/no documents.*add some/i);
    await expect(api.addTextRun(set.id, ' \n\n ')).rejects.toThrow(/no text/i);
  });
});
