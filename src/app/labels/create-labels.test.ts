import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../tests/support/eventually';
import { areaOver, countingEmbedder, LABELS, tableOf } from '../../../tests/support/labels-area';
import type { TextEmbedder } from '../../contracts/capabilities';
import { createHistory } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import { parseTable } from '../../importers/tables/read-table';
import type { LabelSession, LabelsApi, LabelSource } from './labels-api';

const opened: LabelSession[] = [];
afterEach(() => {
  for (const session of opened.splice(0)) session.close();
});

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
