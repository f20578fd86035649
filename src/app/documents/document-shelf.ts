import type { DeskDocument } from '../../contracts/document';
import type { Observable } from '../../contracts/observable';
import { forgetWords } from '../../history/forget-words';
import type { History } from '../../history/history';
import { createObservable } from '../../platform/observable';
import { DOCUMENTS, elsewhere, type ChangeBus } from '../change-bus';
import { documentItemId } from '../search/search-items';
import type { DocumentRow } from './documents-api';

/** The stored documents as a list, and their deletion with all that was made of them. */
export interface DocumentShelf {
  /** By path. */
  readonly rows: Observable<readonly DocumentRow[]>;
  /** Reads the list when the app has just begun. */
  load(): Promise<void>;
  /** To be called when documents came in: brings the list in step with the store, and tells others. */
  showChanges(): Promise<void>;
  /** Deletes these documents, or all. */
  remove(ids?: readonly string[]): Promise<void>;
  restore(document: DeskDocument): Promise<void>;
}

export function createDocumentShelf(history: History, changes: ChangeBus): DocumentShelf {
  const rows = createObservable<readonly DocumentRow[]>([]);
  /** A document never changes under its id. */
  const known = new Map<string, DocumentRow>();
  let latestLoad = 0;

  async function load(): Promise<void> {
    const thisLoad = (latestLoad += 1);
    const ids = await history.documents.ids();
    const listed: DocumentRow[] = [];
    for (const id of ids) {
      // One by one: all texts at once could be too much for the page.
      const document = known.has(id) ? undefined : await history.documents.get(id);
      if (document) known.set(id, toRow(document));
      listed.push(...[known.get(id) ?? []].flat());
    }
    // One that was begun later knows more.
    if (thisLoad === latestLoad)
      rows.set(listed.sort((a, b) => a.path.localeCompare(b.path, undefined, { numeric: true })));
  }

  async function showChanges(): Promise<void> {
    await load();
    changes.emit(DOCUMENTS);
  }

  changes.on(elsewhere('documents'), () => void load().catch(() => undefined));

  return {
    rows,
    load,
    showChanges,
    async remove(ids) {
      const gone = ids ?? (await history.documents.ids());
      await history.documents.delete(...gone);
      // After the documents: whoever is still making something of one looks once more whether it is there.
      await history.documentSummaries.delete(...gone);
      await history.search.delete(...gone.map(documentItemId));
      await history.rows.transact(['searchSegments'], 'readwrite', (tables) =>
        forgetWords(gone.map(documentItemId), tables),
      );
      for (const id of gone) known.delete(id);
      await showChanges();
    },
    async restore(document) {
      await history.documents.put(document);
      await showChanges();
    },
  };
}

function toRow({ id, title, path, text, pages, warnings }: DeskDocument): DocumentRow {
  return { id, title, path, warnings, words: countWords(text), pages: pages?.length ?? 0 };
}

/** Runs of characters between white space, counted without keeping them. */
function countWords(text: string): number {
  const word = /\S+/gu;
  let count = 0;
  while (word.test(text)) count += 1;
  return count;
}
