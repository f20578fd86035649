import { beforeEach, describe, expect, it } from 'vitest';
import { makeMessage } from '../../tests/support/make-message';
import { startLearner } from '../../tests/support/start-learner';
import type { Message } from '../contracts/message';
import { createHistory, type History } from '../history/history';
import { createMemoryHistoryStorage } from '../history/memory-history-storage';
import { createTriage } from '../tasks/classify/create-triage';
import { TRIAGE_HEAD } from '../tasks/classify/triage-head';
import type { WorkerLike } from '../worker-client/worker-lane';
import { createChangeBus } from './change-bus';
import { createCorrections, type Corrections } from './corrections';
import { readLearntHead } from './learning/learnt-head-row';
import { createMailResults, type MailResults } from './mail-results';
import { createMailRows, type MailRows } from './mail-rows';
import { createNoticeBoard, type NoticeBoard } from './notices';

const OWNER = { name: 'Dana Whitfield', address: 'dana@y.example', role: '' };
const EMBEDDER = TRIAGE_HEAD.embedderId;
function vectorAt(cosine: number): Float32Array {
  const vector = new Float32Array(TRIAGE_HEAD.dimensions);
  vector.set([cosine, Math.sqrt(1 - cosine * cosine)]);
  return vector;
}

function brokenLearner(): WorkerLike {
  const worker = startLearner();
  setTimeout(() => (worker as unknown as EventTarget).dispatchEvent(new Event('error')));
  return worker;
}

const MAILS: readonly Message[] = [
  makeMessage({ id: 'one', text: 'The courts are wet today.' }),
  makeMessage({
    id: 'alike',
    text: 'The courts are wet again.',
    from: { name: 'B', address: 'b@z.example' },
  }),
  makeMessage({
    id: 'other',
    text: 'Could you send me the figures?',
    from: { name: 'C', address: 'c@z.example' },
  }),
];
const VECTORS = { one: vectorAt(1), alike: vectorAt(0.97), other: vectorAt(0) };

let history: History;
let rows: MailRows;
let results: MailResults;
let board: NoticeBoard;

beforeEach(async () => {
  history = createHistory(createMemoryHistoryStorage());
  rows = createMailRows();
  results = createMailResults(history, rows, createChangeBus());
  board = createNoticeBoard();
  await history.messages.add(MAILS);
  rows.add(await history.messages.list());
  const triage = createTriage();
  for (const message of MAILS) {
    const vector = VECTORS[message.id as keyof typeof VECTORS];
    await history.embeddings.put(message.id, EMBEDDER, vector);
    const sorted = triage(message, vector, { owner: OWNER, corrections: [] });
    await results.change(message.id, (result) => ({ ...result, triage: sorted }));
  }
});

function corrections(spawnLearner: () => WorkerLike = startLearner): Corrections {
  return createCorrections({
    ...{ results, rows, board, spawnLearner },
    embedderId: () => EMBEDDER,
    owner: () => OWNER,
    embed: () => Promise.reject(new Error('Every mail has its vector.')),
  });
}

const labelOf = async (id: string): Promise<string | undefined> => (await results.get(id)).triage?.category;

describe('corrections', () => {
  it('take hold of the mail and of mail like it at once, and leave other mail alone', async () => {
    const before = await labelOf('other');
    const changed = await corrections().correct('one', { category: 'skip', urgent: false });
    expect(changed).toBe(1);
    expect([await labelOf('one'), await labelOf('alike'), await labelOf('other')]).toEqual([
      'skip',
      'skip',
      before,
    ]);
    expect((await results.get('alike')).triage?.reasons[0]).toMatch(/mail that you sorted as skip/u);
    expect((await readLearntHead(history))?.corrections).toBe(1);
  });

  it('are forgotten without a trace when taken back, and can be put back', async () => {
    const before = [await labelOf('one'), await labelOf('alike')];
    const service = corrections();
    await service.correct('one', { category: 'skip', urgent: false });
    const gone = await service.forget(['one']);
    expect([await labelOf('one'), await labelOf('alike')]).toEqual(before);
    expect(await readLearntHead(history)).toBeNull();
    expect(await history.corrections.all()).toEqual([]);

    await service.putBack(gone);
    expect([await labelOf('one'), await labelOf('alike')]).toEqual(['skip', 'skip']);
    expect((await results.get('one')).triage?.source).toBe('user');
  });

  it('of several mails at once change what is said of them, and are taken back to what was said before', async () => {
    const service = corrections();
    await service.correct('one', { category: 'read', urgent: true });
    const other = await labelOf('other');
    const { corrected, undo } = await service.correctAll(['one', 'other'], { category: 'act' });
    expect(corrected).toBe(2);
    expect([await labelOf('one'), await labelOf('other')]).toEqual(['act', 'act']);
    expect((await results.get('one')).triage?.urgent).toBe(true);
    expect((await readLearntHead(history))?.corrections).toBe(2);
    await undo();
    expect((await results.get('one')).triage).toMatchObject({
      category: 'read',
      urgent: true,
      source: 'user',
    });
    expect(await labelOf('other')).toBe(other);
    expect((await history.corrections.all()).map(({ id }) => id)).toEqual(['one']);
  });

  it('count also where the worker dies, and say so until learning works again', async () => {
    let broken = true;
    const service = corrections(() => (broken ? brokenLearner() : startLearner()));
    await service.correct('one', { category: 'skip', urgent: false });
    expect(await labelOf('alike')).toBe('skip');
    expect(board.notices.get().map(({ id }) => id)).toEqual(['learning-failed']);
    broken = false;
    await service.correct('one', { category: 'read', urgent: false });
    expect(board.notices.get()).toEqual([]);
    expect((await readLearntHead(history))?.corrections).toBe(1);
  });

  it('that come while it learns are all learnt', async () => {
    const service = corrections();
    await Promise.all([
      service.correct('one', { category: 'skip', urgent: false }),
      service.correct('alike', { category: 'skip', urgent: false }),
      service.correct('other', { category: 'reply', urgent: true }),
    ]);
    expect((await readLearntHead(history))?.corrections).toBe(3);
  });

  it('tell whether they help, and nothing while there are none', async () => {
    const service = corrections();
    expect(await service.check()).toBeNull();
    await service.correct('one', { category: 'skip', urgent: false });
    expect(await service.check()).toMatchObject({ yours: { before: { of: 1 } } });
  });
});
