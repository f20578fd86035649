import { toFailure } from '../../contracts/failure';
import type { Observable } from '../../contracts/observable';
import type { PackedVectors, SearchItem } from '../../contracts/search';
import { createObservable } from '../../platform/observable';
import type { SearchClient } from '../../worker-client/search-client';
import type { AreaParts } from '../area-parts';
import { readMessages } from '../read-messages';
import { embedWaiting } from './embed-waiting';
import type { IndexState } from './index-state';
import { documentItem, documentItemId, isMailItem, mailItem, mailItemId, storedId } from './search-items';
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

export function createIndexKeeper(parts: AreaParts, client: SearchClient): IndexKeeper {
  const { history, settings } = parts;
  const store = createStoredVectors(history);
  const state = createObservable<IndexState>({
    ...{ indexed: 0, total: 0, waiting: 0, phase: 'reading', failure: null },
  });
  const known = new Set<string>();
  /** The worker that holds `known`, and the embedder of its vectors. */
  let generation = client.generation;
  let modelId = settings.get().embedderId;
  let stored: Map<string, PackedVectors> | null = null;
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
    stored = null;
    refreshing = null;
    embedding = null;
    modelId = settings.get().embedderId;
    state.set({ indexed: 0, total: 0, waiting: 0, phase: 'reading', failure: null });
  }

  async function bringIntoStep(signal: AbortSignal): Promise<void> {
    if (settings.get().embedderId !== modelId || client.generation !== generation) {
      known.clear();
      stored = null;
      modelId = settings.get().embedderId;
      client.end();
      generation = client.generation;
    }
    const [mails, documents] = await Promise.all([history.messages.list(), history.documents.ids()]);
    const wanted = new Set([...documents.map(documentItemId), ...mails.map(({ id }) => mailItemId(id))]);
    signal.throwIfAborted();
    await removeGone(wanted);
    stored ??= await store.read(modelId, (id) => wanted.has(id));
    signal.throwIfAborted();

    const fresh = [...wanted].filter((id) => !known.has(id));
    tell({ indexed: known.size, total: wanted.size, ...(fresh.length > 0 ? { phase: 'reading' } : {}) });
    // One by one: a document may be a book.
    for (const id of fresh.filter((each) => !isMailItem(each))) {
      const document = await history.documents.get(storedId(id));
      signal.throwIfAborted();
      if (document) await addBatch([documentItem(document)]);
    }
    const freshMails = fresh.filter(isMailItem).map(storedId);
    for (let at = 0; at < freshMails.length; at += BATCH) {
      const messages = await readMessages(history, freshMails.slice(at, at + BATCH));
      signal.throwIfAborted();
      await addBatch(messages.map(mailItem));
    }
    if (fresh.length === 0 && embedding === null) tell({ phase: 'ready' });
  }

  async function removeGone(wanted: ReadonlySet<string>): Promise<void> {
    const gone = [...known].filter((id) => !wanted.has(id));
    if (gone.length === 0) return;
    for (const id of gone) {
      known.delete(id);
      stored?.delete(id);
    }
    await Promise.all([client.call((api) => api.remove(gone)), store.forget(gone)]);
  }

  async function addBatch(items: readonly SearchItem[]): Promise<void> {
    const vectors = items.flatMap(({ id }) => stored?.get(id) ?? []);
    const waiting = await client.call((api) => api.add(items, vectors));
    for (const { id } of items) {
      known.add(id);
      stored?.delete(id);
    }
    tell({ indexed: known.size, waiting });
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
