import { beforeEach, expect, test, vi } from 'vitest';
import { makeMessage } from '../../tests/support/make-message';
import type { Correction, Triage } from '../contracts/briefing';
import { createHistory, type History } from '../history/history';
import { createMemoryHistoryStorage } from '../history/memory-history-storage';
import { resultOutlineOf } from '../history/result-outline';
import { allRows, correction } from '../history/testing/rows';
import { createChangeBus } from './change-bus';
import { emptyResult } from './mail-results';
import { createMailRows, type MailRows } from './mail-rows';
import { createMailWork, showMarks, type MailWork } from './mail-work';

const OF_THE_USER: Triage = {
  ...{ category: 'act', urgent: false, confidence: 1, urgency: 0, source: 'user', reasons: ['You said so.'] },
  probabilities: { reply: 0, act: 1, read: 0, skip: 0 },
};

let history: History;
let rows: MailRows;
let work: MailWork;

beforeEach(async () => {
  history = createHistory(createMemoryHistoryStorage());
  rows = createMailRows();
  await history.messages.add([makeMessage({ id: 'a' }), makeMessage({ id: 'b' })]);
  rows.add(await history.messages.list());
  work = createMailWork({
    ...{ history, rows, changes: createChangeBus() },
    corrections: () => Promise.reject(new Error('Nothing here was corrected.')),
    apart: (part) => part(),
    follow: async () => undefined,
  });
});

const shown = () =>
  rows
    .current()
    .map(({ id, done }) => `${id}${done ? ' done' : ''}`)
    .sort();

test('what is done stays so over a restart, until it is opened again', async () => {
  await work.markDone(['a'], true);
  expect(shown()).toEqual(['a done', 'b']);
  const later = createMailRows();
  later.add(await history.messages.list());
  await showMarks(history, later);
  expect(later.get('a')?.done).toBe(true);
  await work.markDone(['a'], false);
  expect(await history.marks.all()).toEqual([]);
});

test('a mail that could not be put back is not lost: it can be tried again', async () => {
  const putBack = await work.remove(['a']);
  vi.spyOn(history.removal, 'restore').mockRejectedValueOnce(new Error('The disk is full.'));
  await expect(putBack()).rejects.toThrow('full');
  expect(shown()).toEqual(['b']);
  await putBack();
  expect(shown()).toEqual(['a', 'b']);
  expect(await history.messages.get('a')).toBeDefined();
});

test('a mail is deleted with all that was made of it, and comes back with all of it', async () => {
  await history.results.put({ ...emptyResult('a'), phrased: true });
  await history.embeddings.put('a', 'model', Float32Array.of(1));
  await work.markDone(['a'], true);
  const putBack = await work.remove(['a']);
  expect(shown()).toEqual(['b']);
  expect(await history.messages.get('a')).toBeUndefined();
  expect(await allRows(history, 'results')).toEqual([]);
  expect(await history.embeddings.all('model')).toEqual(new Map());
  expect(await history.marks.all()).toEqual([]);

  await putBack();
  await putBack();
  expect(shown()).toEqual(['a done', 'b']);
  expect((await history.results.get('a'))?.phrased).toBe(true);
  expect(await history.embeddings.get('a', 'model')).toEqual(Float32Array.of(1));
});

test('many mails are deleted for good in steps; a run that is cancelled leaves the rest with what was said of it', async () => {
  const ids = Array.from({ length: 450 }, (_, n) => `mail-${n}`);
  const said = ids.filter((_, n) => n % 10 === 0).map((id) => correction(id));
  await history.messages.add(ids.map((id) => makeMessage({ id })));
  rows.add(await history.messages.list());
  rows.showResults(said.map(({ id }) => resultOutlineOf({ ...emptyResult(id), triage: OF_THE_USER })));
  const putBack: string[] = [];
  const run = createMailWork({
    ...{ history, rows, changes: createChangeBus() },
    corrections: async () =>
      ({
        forget: async (taught: readonly string[]) => said.filter(({ id }) => taught.includes(id)),
        putBack: async (back: readonly Correction[]) => void putBack.push(...back.map(({ id }) => id)),
      }) as never,
    apart: (part) => part(),
    follow: async () => undefined,
  });
  const abort = new AbortController();
  const told: number[] = [];
  const done = await run.purge(ids, {
    signal: abort.signal,
    onProgress(now) {
      told.push(now);
      if (now >= 200) abort.abort();
    },
  });
  expect(done).toBe(told.at(-1));
  expect(done).toBeLessThan(ids.length);
  expect(shown()).toEqual(['a', 'b', ...ids.slice(done)].sort());
  expect((await history.messages.list()).map(({ id }) => id).sort()).toEqual(shown());
  expect(putBack).toEqual(said.map(({ id }) => id).filter((id) => ids.indexOf(id) >= done));
});
