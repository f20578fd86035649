import { toFailure } from '../../contracts/failure';
import type { Observable } from '../../contracts/observable';
import type { SearchItem } from '../../contracts/search';
import { createObservable } from '../../platform/observable';
import type { SearchClient } from '../../worker-client/search-client';
import type { AreaParts } from '../area-parts';
import { readMessages } from '../read-messages';
import { embedWaiting } from './embed-waiting';
import type { IndexState } from './index-state';
import { documentItem, documentItemId, isMailItem, mailItem, mailItemId, storedId } from './search-items';
import { createStoredSegments } from './stored-segments';
import { createStoredVectors } from './stored-vectors';

/** Keeps the index in the worker in step with what is stored. */
export interface IndexKeeper {
  readonly state: Observable<IndexState>;
  /** Resolves when all that is stored can be found by its words; reading its meaning goes on behind. Rejects with a `DesksideError`. */
  refresh(): Promise<void>;
  /** Brings a new index in step where the last one went with its worker. Rejects with a `DesksideError`. */
  restore(): Promise<void>;
  /** Forgets all, and ends what is under way. */
  clear(): void;
}

/** Mails handed to the worker in one message. */
const BATCH = 40;
/** Mails read before the words of those before them are stored; as many would have to be read again if the page were closed. */
const STORED_AFTER = 1_000;

export function createIndexKeeper(parts: AreaParts, client: SearchClient): IndexKeeper {
  const { history, settings } = parts;
  const store = createStoredVectors(history);
  const words = createStoredSegments(history);
  const state = createObservable<IndexState>({
    ...{ indexed: 0, total: 0, waiting: 0, phase: 'reading', failure: null },
  });
  const known = new Set<string>();
  /** The worker that holds `known`, and the embedder of its vectors. */
  let generation = client.generation;
  let modelId = settings.get().embedderId;
  /** Whether it has what was stored of it. */
  let isRestored = false;
  let life = new AbortController();
  let refreshing: Promise<void> | null = null;
  let embedding: Promise<void> | null = null;

  const tell = (change: Partial<IndexState>): void => state.update((now) => ({ ...now, ...change }));

  function clear(): void {
    life.abort();
    life = new AbortController();
    client.end();
    generation = client.generation;
    known.clear();
    isRestored = false;
    refreshing = null;
    embedding = null;
    modelId = settings.get().embedderId;
    state.set({ indexed: 0, total: 0, waiting: 0, phase: 'reading', failure: null });
  }

  async function bringIntoStep(signal: AbortSignal): Promise<void> {
    if (settings.get().embedderId !== modelId || client.generation !== generation) {
      known.clear();
      isRestored = false;
      modelId = settings.get().embedderId;
      client.end();
      generation = client.generation;
    }
    const [mails, documents] = await Promise.all([history.rows.keys('outlines'), history.documents.ids()]);
    const wanted = new Set([...documents.map(documentItemId), ...mails.flat().map(mailItemId)]);
    signal.throwIfAborted();
    await removeGone(wanted);
    tell({ indexed: known.size, total: wanted.size });
    if (!isRestored) await restoreWords(wanted, signal);
    signal.throwIfAborted();

    const fresh = [...wanted].filter((id) => !known.has(id));
    if (fresh.length > 0) tell({ phase: 'reading' });
    // One by one: a document may be a book.
    for (const id of fresh.filter((each) => !isMailItem(each))) {
      const document = await history.documents.get(storedId(id));
      signal.throwIfAborted();
      if (document) await addBatch([documentItem(document)]);
    }
    const freshMails = await newestFirst(fresh.filter(isMailItem).map(storedId));
    signal.throwIfAborted();
    for (let at = 0; at < freshMails.length; at += BATCH) {
      const messages = await readMessages(history, freshMails.slice(at, at + BATCH));
      signal.throwIfAborted();
      await addBatch(messages.map(mailItem));
      if ((at + BATCH) % STORED_AFTER === 0) await storeWords(signal);
    }
    await storeWords(signal);
    if (!isRestored) await restoreVectors(wanted, signal);
    isRestored = true;
    if (fresh.length === 0 && embedding === null) tell({ phase: 'ready' });
  }

  /** Looks at what is known of all mail only where one would wait for the newest. */
  async function newestFirst(ids: readonly string[]): Promise<readonly string[]> {
    if (ids.length <= BATCH) return ids;
    const wanted = new Set(ids);
    return (await history.messages.list()).flatMap(({ id }) => (wanted.has(id) ? id : []));
  }

  async function restoreWords(wanted: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
    for await (const segment of words.read((id) => wanted.has(id))) {
      signal.throwIfAborted();
      const items = await client.call((api) => api.restore([segment]));
      // Of another edition, or two tabs stored the same.
      if (items.length === 0) await words.delete(segment.id);
      for (const id of items) known.add(id);
      tell({ indexed: known.size });
    }
  }

  async function restoreVectors(wanted: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
    for await (const vectors of store.read(modelId, (id) => wanted.has(id))) {
      signal.throwIfAborted();
      await client.call((api) => api.addVectors(vectors));
    }
    tell({ waiting: await client.call((api) => api.addVectors([])) });
  }

  async function storeWords(signal: AbortSignal): Promise<void> {
    const { segments, gone } = await client.call((api) => api.changes());
    signal.throwIfAborted();
    if (segments.length + gone.length > 0) await words.keep(segments, gone);
  }

  async function removeGone(wanted: ReadonlySet<string>): Promise<void> {
    const gone = [...known].filter((id) => !wanted.has(id));
    if (gone.length === 0) return;
    for (const id of gone) known.delete(id);
    await Promise.all([client.call((api) => api.remove(gone)), store.forget(gone)]);
  }

  async function addBatch(items: readonly SearchItem[]): Promise<void> {
    const waiting = await client.call((api) => api.add(items));
    for (const { id } of items) known.add(id);
    // Many of them may have vectors in the store.
    tell({ indexed: known.size, ...(isRestored ? { waiting } : {}) });
  }

  async function embed(signal: AbortSignal): Promise<void> {
    await embedWaiting({
      ...{ client, store, modelId, signal, locks: parts.locks },
      embedder: parts.models.embedder,
      isBusy: parts.isWorking,
      onState: tell,
    });
  }

  function embedBehind(): void {
    const { signal } = life;
    embedding ??= embed(signal)
      .catch((thrown: unknown) => {
        if (!signal.aborted) tell({ phase: 'failed', failure: toFailure(thrown) });
      })
      .finally(() => {
        if (!signal.aborted) embedding = null;
      });
  }

  async function refresh(): Promise<void> {
    const { signal } = life;
    // What came in after the one under way had looked is found by another.
    const before = refreshing;
    const mine = (async () => {
      await before?.catch(() => undefined);
      try {
        await bringIntoStep(signal);
      } catch (thrown) {
        if (!signal.aborted) tell({ phase: 'failed', failure: toFailure(thrown) });
        throw thrown;
      }
      embedBehind();
    })();
    refreshing = mine;
    await mine;
  }

  async function restore(): Promise<void> {
    if (client.generation !== generation) await refresh();
  }

  return { state, refresh, restore, clear };
}
