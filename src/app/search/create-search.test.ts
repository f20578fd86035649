import { describe, expect, it, vi } from 'vitest';
import { eventually } from '../../../tests/support/eventually';
import * as Comlink from 'comlink';
import type { DeskDocument } from '../../contracts/document';
import type { Settings } from '../../contracts/settings';
import { createHistory } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import { createLocalLocks } from '../../platform/locks';
import { createObservable } from '../../platform/observable';
import { makeMessage } from '../../../tests/support/make-message';
import { realRouter } from '../../../tests/support/real-router';
import { createSearchService } from '../../tasks/search/search-service';
import type { WorkerLike } from '../../worker-client/worker-lane';
import type { AreaParts } from '../area-parts';
import { ALL_MAIL, createChangeBus, elsewhere } from '../change-bus';
import { createMailRows } from '../mail-rows';
import { createSearch } from './create-search';
import { RECENT_ID } from './recent-queries';
import type { Answer, SearchResults } from './search-api';

const LEASE: DeskDocument = {
  ...{ id: 'lease', path: 'lease.md', mediaType: 'text/markdown', bytes: 10, title: 'Lease' },
  text: 'The lease of the office ends on 31 March 2027. Rent is due monthly.',
  ...{ importedAt: '2026-10-12T06:00:00.000Z', warnings: [] },
};

const locks = createLocalLocks();

/** Two dimensions: whether a text has to do with the lease, and whether with anything else. */
const vectorOf = (text: string): Float32Array =>
  /lease|rent/iu.test(text) ? Float32Array.of(1, 0) : Float32Array.of(0, 1);

/** A worker in this thread, on the other end of a channel. */
function spawnService(): WorkerLike {
  const { port1, port2 } = new MessageChannel();
  Comlink.expose(createSearchService(), port2);
  port1.start();
  return Object.assign(port1, {
    terminate() {
      port1.close();
      port2.close();
    },
  }) as unknown as WorkerLike;
}

function makeSearch(history = createHistory(createMemoryHistoryStorage()), spawnSearch = spawnService) {
  const embed = vi.fn(async (texts: readonly string[]) => texts.map(vectorOf));
  const rows = createMailRows();
  const changes = createChangeBus();
  const settings = createObservable({ embedderId: 'test' } as Settings);
  const parts = {
    ...{ history, rows, settings, changes, locks, spawnSearch, isWorking: () => false },
    models: { embedder: async () => ({ modelId: 'test', embed }) },
    router: async () => realRouter(history, { generator: async () => null }),
  } as unknown as AreaParts;
  return { api: createSearch(parts), history, embed, changes };
}

async function find(api: ReturnType<typeof createSearch>, query: string): Promise<SearchResults | undefined> {
  const all: SearchResults[] = [];
  const { signal } = new AbortController();
  await api.search(query, {
    ...{ order: 'relevance', limit: 10, typing: false, signal },
    onResults: (results) => all.push(results),
  });
  return all.at(-1);
}

const ready = (api: ReturnType<typeof createSearch>) =>
  eventually(() => expect(api.index.get()).toMatchObject({ phase: 'ready', waiting: 0 }));

describe('search', () => {
  it('finds by words at once, and by meaning when that has been read; a second visit reads nothing again', async () => {
    const { api, history, embed } = makeSearch();
    await history.documents.put(LEASE);
    await api.refresh();
    expect((await find(api, 'office'))?.hits.map(({ id }) => id)).toEqual(['document:lease']);
    await ready(api);
    expect((await find(api, 'rental period'))?.hits.map(({ id }) => id)).toEqual(['document:lease']);
    expect(embed).toHaveBeenCalled();

    const again = makeSearch(history);
    await again.api.refresh();
    await ready(again.api);
    expect(again.embed).not.toHaveBeenCalled();
  });

  it('reads no mail again on a second visit but what has come or gone meanwhile', async () => {
    const { api, history } = makeSearch();
    const mails = ['key', 'lamp', 'chair'].map((word) =>
      makeMessage({ id: word, messageId: `<${word}@example.org>`, text: `The spare ${word} is here.` }),
    );
    await history.messages.add(mails.slice(0, 2));
    await api.refresh();
    await ready(api);

    const read = vi.spyOn(history.messages, 'get');
    const second = makeSearch(history);
    await second.api.refresh();
    expect((await find(second.api, 'spare'))?.hits).toHaveLength(2);
    await ready(second.api);
    expect(read).not.toHaveBeenCalled();

    await history.messages.add(mails.slice(2));
    const third = makeSearch(history);
    await third.api.refresh();
    expect((await find(third.api, 'spare'))?.hits).toHaveLength(3);
    await ready(third.api);
    // Once for its words, and once to see that its vectors are still wanted.
    expect(read.mock.calls.map(([id]) => id)).toEqual([mails[2]?.id, mails[2]?.id]);

    await history.removal.remove([mails[0]?.id ?? '']);
    expect(await history.searchSegments.ids()).toEqual([]);
    const fourth = makeSearch(history);
    await fourth.api.refresh();
    const left = (await find(fourth.api, 'spare key'))?.hits.map(({ id }) => id);
    expect(left?.sort()).toEqual(['mail:chair', 'mail:lamp']);
  });

  it('forgets a document that was deleted, in the index and in the store', async () => {
    const { api, history } = makeSearch();
    await history.documents.put(LEASE);
    await api.refresh();
    await ready(api);
    expect(await history.search.get('document:lease')).toBeDefined();
    await history.documents.delete('lease');
    await api.refresh();
    expect((await find(api, 'lease'))?.hits).toEqual([]);
    expect(await history.search.get('document:lease')).toBeUndefined();
    expect(await history.searchSegments.ids()).toEqual([]);
  });

  it('keeps nothing of a document that is deleted while its meaning is read', async () => {
    const { api, history, embed } = makeSearch();
    await history.documents.put(LEASE);
    embed.mockImplementationOnce(async (texts) => {
      await history.documents.delete('lease');
      await history.search.delete('document:lease');
      return texts.map(vectorOf);
    });
    await api.refresh();
    await ready(api);
    expect(await history.search.ids()).toEqual([]);
  });

  it('lets go of all mail when it is deleted, also where the inbox was empty', async () => {
    const { api, history, changes } = makeSearch();
    const sent = makeMessage({ text: 'I will bring the spare key.', role: 'sent' });
    await history.messages.add([sent]);
    await api.refresh();
    await api.remember('spare key');
    expect((await find(api, 'spare'))?.hits).toHaveLength(1);
    changes.emit(ALL_MAIL);
    await history.clear();
    expect(api.recent.get()).toEqual([]);
    expect((await find(api, 'spare'))?.hits).toEqual([]);
  });

  it('finds what another tab has brought, whose meaning is read once for both, and knows what was looked for there', async () => {
    const one = makeSearch();
    const other = makeSearch(one.history);
    await other.api.refresh();
    await one.history.documents.put(LEASE);
    await one.history.messages.add([makeMessage({ text: 'I will bring the spare key.', role: 'sent' })]);
    await one.api.remember('spare key');
    other.changes.emit(elsewhere('documents'));
    other.changes.emit(RECENT_ID);
    await Promise.all([one.api.refresh(), other.api.refresh()]);
    for (const { api } of [one, other]) {
      await ready(api);
      expect((await find(api, 'rental period'))?.hits[0]?.id).toBe('document:lease');
    }
    expect(other.api.recent.get()).toEqual(['spare key']);
    const passages = [one, other].flatMap(({ embed }) => embed.mock.calls.flatMap(([texts]) => texts));
    const read = passages.filter((text) => /spare key|31 March/u.test(text));
    expect(read.length).toBeGreaterThan(1);
    expect(new Set(read).size).toBe(read.length);
  });

  it('brings itself in step when another tab adds or removes', async () => {
    const { api, history, changes } = makeSearch();
    await api.refresh();
    await history.documents.put(LEASE);
    changes.emit(elsewhere('documents'));
    await eventually(() => expect(api.index.get().indexed).toBe(1));
    await history.documents.delete('lease');
    changes.emit(elsewhere('documents'));
    await eventually(() => expect(api.index.get().indexed).toBe(0));
  });

  it('remembers the last queries, each once', async () => {
    const { api, history } = makeSearch();
    await api.refresh();
    await api.remember('gate');
    await api.remember('lease');
    await api.remember('Gate');
    expect(api.recent.get()).toEqual(['Gate', 'lease']);
    const again = makeSearch(history);
    await again.api.refresh();
    expect(again.api.recent.get()).toEqual(['Gate', 'lease']);
  });

  it('answers with the sentence and its place, and says when nothing does', async () => {
    const { api, history } = makeSearch();
    await history.documents.put(LEASE);
    await api.refresh();
    await ready(api);
    const answers: Answer[] = [];
    const { signal } = new AbortController();
    const ask = (question: string) =>
      api.ask(question, { signal, onAnswer: (answer) => answers.push(answer) });
    await ask('When does the lease of the office end?');
    const [citation] = answers.at(-1)?.citations ?? [];
    expect(citation?.text).toBe('The lease of the office ends on 31 March 2027.');
    expect(LEASE.text.slice(citation?.start, citation?.end)).toBe(citation?.text);
    await ask('When does the lease of the office end? in:inbox');
    expect(answers.at(-1)).toMatchObject({ citations: [], nearest: [], phase: 'done' });
    await ask('Who won the tournament?');
    expect(answers.at(-1)).toMatchObject({ citations: [], phase: 'done' });
  });
});

describe('a worker that went away', () => {
  it('is replaced, with all that it held, by the next search', async () => {
    const workers: WorkerLike[] = [];
    const { api, history } = makeSearch(undefined, () => {
      workers.push(spawnService());
      return workers.at(-1) as WorkerLike;
    });
    await history.documents.put(LEASE);
    await api.refresh();
    await ready(api);
    (workers[0] as unknown as EventTarget).dispatchEvent(new Event('error'));
    expect((await find(api, 'office'))?.hits.map(({ id }) => id)).toEqual(['document:lease']);
    expect(workers).toHaveLength(2);
  });
});
